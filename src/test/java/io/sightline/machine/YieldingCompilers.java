package io.sightline.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A program that lets its compilers yield, and prints the nicenesses of their threads, a line
/// each: C1 at first; C2 and C1 once the optimiser yields; C1 once both do. It runs in a process of
/// its own, because what yields once never comes back.
final class YieldingCompilers {

    private static final Path THREADS = Path.of("/proc/self/task");

    private YieldingCompilers() {}

    /// Runs the program with all the compilers that a virtual machine has, and gives what its lines
    /// say.
    static List<List<Integer>> run() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                YieldingCompilers.class.getName())
                        .redirectErrorStream(true)
                        .start();
        List<List<Integer>> lines = new ArrayList<>();
        for (String line : process.inputReader().readAllLines()) {
            lines.add(
                    Stream.of(line.split(" "))
                            .filter(number -> !number.isEmpty())
                            .map(Integer::valueOf)
                            .toList());
        }
        int _ = process.waitFor();
        return lines;
    }

    /// The program.
    public static void main(String[] arguments) throws IOException {
        List<List<Integer>> lines = new ArrayList<>();
        lines.add(nicenesses("C1 CompilerThre"));
        Niceness.yieldOptimiser();
        lines.add(nicenesses("C2 CompilerThre"));
        lines.add(nicenesses("C1 CompilerThre"));
        Niceness.yieldCompilers();
        lines.add(nicenesses("C1 CompilerThre"));
        for (List<Integer> line : lines) {
            System.out.println(line.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    /// Of the threads whose name contains `name`; none where threads have no niceness.
    private static List<Integer> nicenesses(String name) throws IOException {
        if (!Files.exists(THREADS)) {
            return List.of();
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.map(thread -> status(thread.resolve("stat")))
                    .filter(status -> status.contains(name))
                    .map(NicenessTest::nicenessIn)
                    .toList();
        }
    }

    private static String status(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            return ""; // the thread has ended
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
