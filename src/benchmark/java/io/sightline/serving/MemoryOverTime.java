package io.sightline.serving;

import io.sightline.engine.Engine;
import io.sightline.engine.Network;
import io.sightline.engine.Output;
import io.sightline.engine.Session;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.StrideOrder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/// Shows that forward passes leave nothing behind outside the heap: prints the memory of the
/// process while it runs many of them.
final class MemoryOverTime {

    private static final int MAX_BATCH_SIZE = 4;
    private static final int MEBIBYTE = 1 << 20;

    private MemoryOverTime() {}

    /// Runs the passes.
    ///
    /// @param arguments `bundled` or `tiny`, then how many passes; 10,000 of the bundled network if
    ///   there is none
    public static void main(String... arguments) throws IOException {
        String name = arguments.length > 0 ? arguments[0] : "bundled";
        int passes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        boolean bundled = name.equals("bundled");
        // Threads that meet after every small layer crawl when something else wants a processor.
        Engine engine = bundled ? BundledNetwork.engine() : BundledNetwork.engine(1);
        try (Network network = bundled ? BundledNetwork.load(engine) : tiny(engine);
                Session session =
                        network.openSession(bundled ? BundledNetwork.SIDE : 32, MAX_BATCH_SIZE)) {
            System.out.println("passes  resident MiB  heap MiB used");
            int interval = Math.max(1, passes / 20);
            for (int pass = 0; pass <= passes; pass++) {
                if (pass % interval == 0) {
                    System.out.printf("%6d  %12d  %13d%n", pass, resident(), heap());
                }
                session.forward(1 + pass % MAX_BATCH_SIZE, Set.of(Output.LOGITS));
            }
        }
    }

    /// A ResNet-10 for images of 32 x 32.
    private static Network tiny(Engine engine) throws IOException {
        return BundledNetwork.compile(
                engine, FormulaWeights.checkpoint(BlockKind.BASIC, 1, 1, 1, 1), StrideOrder.V1_5);
    }

    /// Mebibytes of the process that are in memory, as Linux counts them.
    private static long resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String line = lines.filter(it -> it.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * 1_024 / MEBIBYTE;
        }
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE;
    }
}
