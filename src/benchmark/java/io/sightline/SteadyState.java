package io.sightline;

import io.sightline.benchmark.Bar;
import io.sightline.image.Photograph;
import io.sightline.load.Arrivals;
import io.sightline.load.HttpSubject;
import io.sightline.load.LoadReport;
import io.sightline.load.LoadTest;
import io.sightline.load.Saturation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The packaged service at 70 % of its peak for minutes: what its memory does, and how long garbage
/// collection stops it.
final class SteadyState {

    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int STEPS_A_MINUTE = 6;

    /// Minutes after which the gauge shows no pause of the start any more.
    private static final int START_FORGOTTEN = 3;

    private static final int CLIENTS = 48;
    private static final Pattern PAUSE =
            Pattern.compile("jvm_gc_pause_seconds_max\\{[^}]*} ([0-9.E-]+)");

    private SteadyState() {}

    /// Runs the load and prints the bars.
    ///
    /// @param arguments how many minutes, at least 4; 10 if there is none
    public static void main(String... arguments) throws Exception {
        int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        byte[] jpeg = Photograph.SMALL.file();
        try (ServiceProcess service =
                        ServiceProcess.start(
                                ServiceBars.JAR,
                                Files.createTempDirectory("service"),
                                ServiceBars.settings());
                HttpSubject subject =
                        new HttpSubject(
                                service.api("/v1/classifications"),
                                List.of(jpeg),
                                ServiceBars.DEADLINE)) {
            double rate = 0.7 * new Saturation(CLIENTS, STEP, STEP).run(subject);
            CompletableFuture<LoadReport> load =
                    CompletableFuture.supplyAsync(() -> run(subject, rate, minutes));
            watch(service, minutes);
            LoadReport report = load.join();
            System.out.printf(
                    "%.1f requests/s, p50 %.1f ms, p99 %.1f ms, outcomes %s%n",
                    report.offered(),
                    report.answered().p50(),
                    report.answered().p99(),
                    report.outcomes());
        }
    }

    private static LoadReport run(HttpSubject subject, double rate, int minutes) {
        try {
            return new LoadTest(
                            Arrivals.POISSON,
                            Duration.ZERO,
                            Duration.ofMinutes(minutes),
                            ServiceBars.DEADLINE,
                            1_024,
                            1)
                    .run(rate, subject);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void watch(ServiceProcess service, int minutes) throws Exception {
        double afterFirst = 0;
        double most = 0;
        double longest = 0;
        System.out.println("seconds  resident MiB  longest pause of late, ms");
        for (int step = 1; step <= minutes * STEPS_A_MINUTE; step++) {
            LockSupport.parkNanos(STEP.toNanos());
            double resident = resident(service.pid());
            double pause = pause(service.management("/actuator/prometheus"));
            System.out.printf("%7d  %12.0f  %12.1f%n", step * STEP.toSeconds(), resident, pause);
            afterFirst = step == STEPS_A_MINUTE ? resident : afterFirst;
            most = step >= STEPS_A_MINUTE ? Math.max(most, resident) : most;
            longest = step > START_FORGOTTEN * STEPS_A_MINUTE ? Math.max(longest, pause) : longest;
        }
        System.out.println(
                Bar.atMost("most resident memory / that after a minute", most / afterFirst, 1.05));
        System.out.println(
                Bar.atMost("longest pause once the start is forgotten, ms", longest, 10));
    }

    /// Mebibytes.
    private static double resident(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            String line = lines.filter(it -> it.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1_024.0;
        }
    }

    /// The longest pause of the last minutes, in milliseconds, as Micrometer keeps it.
    private static double pause(URI metrics) throws IOException {
        try (InputStream stream = metrics.toURL().openStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return PAUSE.matcher(text)
                            .results()
                            .mapToDouble(it -> Double.parseDouble(it.group(1)))
                            .max()
                            .orElse(0)
                    * 1_000;
        }
    }
}
