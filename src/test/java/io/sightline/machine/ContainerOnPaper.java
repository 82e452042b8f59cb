package io.sightline.machine;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files in which a kernel shows a container with a limit and a quota, written by hand.
///
/// With it the meters of this package are there on any machine.
public final class ContainerOnPaper {

    private ContainerOnPaper() {}

    /// Writes the files to `folder` and registers their meters, but for those registered already.
    public static void register(Path folder, MeterRegistry registry) throws IOException {
        Files.writeString(folder.resolve("memory.current"), "1000\n");
        Files.writeString(folder.resolve("memory.max"), "4000\n");
        Files.writeString(folder.resolve("memory.stat"), "anon 600\nfile 400\ninactive_file 300\n");
        Files.writeString(
                folder.resolve("cpu.stat"),
                "usage_usec 9\nnr_periods 8\nnr_throttled 2\nthrottled_usec 1500000\n");
        Files.writeString(folder.resolve("status"), "Name:\tjava\nVmRSS:\t    2 kB\n");
        new ContainerMetrics(folder).bindTo(registry);
        new ProcessMetrics(folder).bindTo(registry);
    }
}
