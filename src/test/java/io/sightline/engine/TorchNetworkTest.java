package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import io.sightline.torchscript.Fusion;
import io.sightline.torchscript.Precision;
import io.sightline.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TorchNetworkTest {

    private static final int SIDE = 32;
    private static final int CYCLES = 200;
    private static final Set<Output> LOGITS = Set.of(Output.LOGITS);

    private final Engine engine = TestEngine.cpu();
    private final Checkpoint checkpoint = FormulaWeights.checkpoint(BlockKind.BASIC, 1, 1);
    private final ResNet resnet = ResNet.of(checkpoint, StrideOrder.V1_5);

    /// Freed weights under a forward pass would end the process.
    @Test
    void isFreedByWhoeverClosesLastWhileOthersRunIt() throws Exception {
        int passes = 0;
        try (ExecutorService lanes = Executors.newFixedThreadPool(2)) {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                Network network = load();
                CountDownLatch running = new CountDownLatch(2);
                CountDownLatch closed = new CountDownLatch(1);
                List<Future<Integer>> ran = new ArrayList<>();
                for (int lane = 0; lane < 2; lane++) {
                    ran.add(lanes.submit(() -> run(network, running, closed)));
                }
                try {
                    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
                } finally {
                    network.close();
                    closed.countDown(); // or the lanes would run on, and the test with them
                }

                for (Future<Integer> each : ran) {
                    passes += each.get();
                }
            }
        }
        assertThat(passes).isGreaterThanOrEqualTo(2 * 2 * CYCLES);
    }

    /// Memory that waits for a garbage collection outlives many models, if the heap is large.
    @Test
    void takesTheInputOfASessionBackWhenItIsClosed() throws Exception {
        try (Network network = load()) {
            Session session = network.openSession(SIDE, 1);
            FloatBuffer input = session.input();

            session.close();

            assertThatThrownBy(() -> input.get(0)).isInstanceOf(IllegalStateException.class);
        }
    }

    /// Runs passes until the network is closed, and one more.
    private static int run(Network network, CountDownLatch running, CountDownLatch closed) {
        int passes = 0;
        try (Session session = network.openSession(SIDE, 2)) {
            boolean last = false;
            while (!last) {
                last = closed.getCount() == 0;
                session.forward(1 + passes % 2, LOGITS);
                passes++;
                running.countDown();
            }
        }
        return passes;
    }

    private Network load() throws IOException {
        try (InputStream archive =
                new TorchScriptArchive(resnet, checkpoint, new Precision.Float32(), Fusion.NONE)) {
            return engine.load("cycle", archive);
        }
    }
}
