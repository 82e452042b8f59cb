package io.sightline.cli;

import io.sightline.load.Arrivals;
import io.sightline.load.HttpSubject;
import io.sightline.load.LoadReport;
import io.sightline.load.LoadTable;
import io.sightline.load.LoadTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Puts load on a running service, one rate after the other, and prints what it showed.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Sends images to a running service by a schedule, at one rate after the other, and"
                        + " prints throughput, latencies and outcomes. Latencies count from when a"
                        + " request was due. Exit code 1 if nothing was classified.")
final class BenchCommand implements Callable<Integer> {

    private static final String PATH = "/v1/classifications";

    @Parameters(paramLabel = "URL", description = "For example http://localhost:8080.")
    private URI url;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            required = true,
            split = ",",
            description = "Image files, or folders of them; sent in turn.")
    private List<Path> images;

    @Option(
            names = "--rate",
            paramLabel = "N",
            required = true,
            split = ",",
            description = "Requests a second; several, with commas, make several runs.")
    private List<Double> rates;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "What counts of each run, 1 to 3600. Default: ${DEFAULT-VALUE}.")
    private int durationSeconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "Load of the same rate before that, 0 to 600. Default: ${DEFAULT-VALUE}.")
    private int warmUpSeconds;

    @Option(
            names = "--timeout",
            paramLabel = "MILLISECONDS",
            defaultValue = "10000",
            description =
                    "The deadline of each request, sent as X-Request-Timeout-Ms; 1 to 600000."
                            + " Default: ${DEFAULT-VALUE}.")
    private int timeoutMillis;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "512",
            description =
                    "Most requests under way at once, 1 to 4096. One that finds none free waits,"
                            + " and its latency counts on. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--arrivals",
            paramLabel = "KIND",
            defaultValue = "poisson",
            description = "constant or poisson. Default: ${DEFAULT-VALUE}.")
    private Arrivals arrivals;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the schedule's randomness. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Print the reports as one JSON array instead.")
    private boolean json;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    BenchCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Bounds.require(command, "--duration", durationSeconds, 1, 3_600);
        Bounds.require(command, "--warm-up", warmUpSeconds, 0, 600);
        Bounds.require(command, "--timeout", timeoutMillis, 1, 600_000);
        Bounds.require(command, "--connections", connections, 1, 4_096);
        Duration deadline = Duration.ofMillis(timeoutMillis);
        LoadTest test =
                new LoadTest(
                        arrivals,
                        Duration.ofSeconds(warmUpSeconds),
                        Duration.ofSeconds(durationSeconds),
                        deadline,
                        connections,
                        seed);
        List<LoadReport> reports;
        try (HttpSubject service =
                new HttpSubject(classifications(), ImageFiles.read(images), deadline)) {
            reports = run(test, service);
        }
        if (json) {
            command.commandLine().getOut().println(new JsonMapper().writeValueAsString(reports));
        }
        return reports.stream().anyMatch(report -> report.answered().count() > 0) ? 0 : 1;
    }

    private List<LoadReport> run(LoadTest test, HttpSubject service) throws InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        List<LoadReport> reports = new ArrayList<>();
        if (!json) {
            out.println(LoadTable.head());
            out.flush();
        }
        for (double rate : rates) {
            LoadReport report = test.run(rate, service);
            reports.add(report);
            if (!json) {
                out.println(LoadTable.row(report));
                out.flush();
            }
        }
        return reports;
    }

    private URI classifications() {
        boolean hasPath = url.getRawPath() != null && !url.getRawPath().replace("/", "").isEmpty();
        return hasPath ? url : url.resolve(PATH);
    }
}
