package io.sightline.serving;

import io.sightline.batching.Admission.Refused;
import io.sightline.batching.BatchFunctionFactory;
import io.sightline.batching.Batcher;
import io.sightline.batching.BatchingProperties;
import io.sightline.batching.LanePlan;
import io.sightline.batching.Outcome;
import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.SilentObserver;
import io.sightline.batching.Ticket;
import io.sightline.engine.Network;
import io.sightline.engine.NetworkOutput;
import io.sightline.engine.Output;
import io.sightline.engine.Session;
import io.sightline.image.resize.ImageTensor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One batch through the bundled ResNet-50: by the engine alone, and through the service's queue,
/// lane and buffers.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 5)
@Fork(3)
public class ForwardBenchmark implements AutoCloseable {

    /// Images in the batch.
    @Param({"1", "8"})
    public int batch = 1;

    /// The arithmetic of the network.
    @Param({"FLOAT32", "BFLOAT16", "INT8"})
    public PrecisionSetting precision = PrecisionSetting.FLOAT32;

    /// Whether operators stay apart that the service fuses, as PyTorch exports them: the sum at the
    /// end of a block, and the ReLU except in int8.
    @Param("false")
    public boolean asExported;

    private Network network;
    private Session session;
    private @Nullable Batcher<NetworkRequest, NetworkOutput> batcher;
    private List<ImageTensor> images;

    /// Loads the network. The lane is started when it is needed first: its threads, even waiting,
    /// are more than the processors, and then OpenMP lets none spin, those of other passes neither.
    @Setup
    public void open() throws Exception {
        network = BundledNetwork.load(BundledNetwork.engine(), precision, asExported);
        session = network.openSession(BundledNetwork.SIDE, batch);
        images = List.copyOf(SampleImages.prepared(batch));
        images.forEach(image -> image.writeTo(session.input()));
    }

    private Batcher<NetworkRequest, NetworkOutput> start() throws Exception {
        // The lane waits for a full batch, so that what runs is one of this size, always.
        BatchingProperties batching = new BatchingProperties(batch, Duration.ofSeconds(1), batch);
        BatchFunctionFactory<NetworkRequest, NetworkOutput> lane =
                () -> NetworkLane.open(network, BundledNetwork.SIDE, List.of(batch));
        Batcher<NetworkRequest, NetworkOutput> started =
                new Batcher<>(
                        "benchmark", batching, LanePlan.of(List.of(lane)), new SilentObserver());
        started.ready().get();
        return started;
    }

    /// The engine's forward pass, with the images in place already.
    @Benchmark
    public float[] bare() {
        return session.forward(batch, Set.of(Output.LOGITS)).of(Output.LOGITS);
    }

    /// Prepared images to logits, as a request's thread and a lane do it.
    @Benchmark
    public List<NetworkOutput> service() throws Exception {
        if (batcher == null) {
            batcher = start();
        }
        long deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        List<Future<Outcome<NetworkOutput>>> outcomes = new ArrayList<>();
        for (ImageTensor image : images) {
            switch (batcher.submit(NetworkRequest.logits(image), deadlineNanos)) {
                case Ticket<NetworkRequest, NetworkOutput> ticket -> outcomes.add(ticket.outcome());
                case Refused<NetworkRequest, NetworkOutput> refused ->
                        throw new AssertionError(refused);
            }
        }
        List<NetworkOutput> answers = new ArrayList<>();
        for (Future<Outcome<NetworkOutput>> outcome : outcomes) {
            switch (outcome.get()) {
                case Answered<NetworkOutput> answered -> answers.add(answered.output());
                case Outcome<NetworkOutput> other -> throw new AssertionError(other);
            }
        }
        return answers;
    }

    /// Ends the lane and frees what the engine holds.
    @TearDown
    @Override
    public void close() throws IOException {
        if (batcher != null) {
            batcher.close();
        }
        session.close();
        network.close();
    }
}
