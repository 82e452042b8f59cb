package io.sightline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The capacity table of docs/operations.md follows from the figures in its first row.
class CapacityTest {

    private static final double USE = 0.7;
    private static final int MIN_PODS = 2;

    @Test
    void followsFromTheImagesThatOnePodAnswers() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));
        List<Integer> figures = numbers(line(page, "| images/s of one pod "));

        List<List<Integer>> rows =
                page.lines()
                        .filter(line -> line.matches("(\\| \\d+ ){4}\\|"))
                        .map(CapacityTest::numbers)
                        .toList();

        assertThat(figures).hasSize(3);
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(
                        row ->
                                assertThat(row.subList(1, row.size()))
                                        .as("pods for %d requests/s", row.getFirst())
                                        .isEqualTo(pods(row.getFirst(), figures)));
    }

    private static List<Integer> pods(int requests, List<Integer> figures) {
        return figures.stream()
                .map(images -> (int) Math.ceil(requests / (USE * images)))
                .map(pods -> Math.max(MIN_PODS, pods))
                .toList();
    }

    private static String line(String page, String start) {
        return page.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    private static List<Integer> numbers(String row) {
        return Stream.of(row.split("\\|"))
                .map(String::strip)
                .filter(cell -> cell.matches("\\d+"))
                .map(Integer::valueOf)
                .toList();
    }
}
