package io.sightline.serving;

import io.sightline.batching.BatchFunctionFactory;
import io.sightline.batching.BatchObserver;
import io.sightline.batching.Batcher;
import io.sightline.batching.BatchingProperties;
import io.sightline.batching.LanePlan;
import io.sightline.engine.Engine;
import io.sightline.engine.NetworkOutput;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.ModelFiles;
import io.sightline.repository.ReadModel;
import io.sightline.torchscript.Precision;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;

/// Brings model folders into service: reads, checks, compiles, loads, and starts their lanes.
public final class ModelLoader {

    private final Engine engine;
    private final InferenceProperties inference;
    private final int processors;
    private final BatchingProperties batching;
    private final boolean only;
    private final ThreadFactory threads;

    /// @param processors how many processors' time the process is granted
    /// @param only whether only one model is loaded
    /// @param threads makes the threads of lanes
    public ModelLoader(
            Engine engine,
            InferenceProperties inference,
            int processors,
            BatchingProperties batching,
            boolean only,
            ThreadFactory threads) {
        this.engine = engine;
        this.inference = inference;
        this.processors = processors;
        this.batching = batching;
        this.only = only;
        this.threads = threads;
    }

    /// Reads and checks the model in `files` and starts its lanes. This returns while they compile,
    /// load and warm up the network.
    ///
    /// @throws io.sightline.repository.ModelFailedException if a file is missing or wrong, naming
    ///   it and the reason; or if the model cannot be run in the precision asked for
    public ServedModel load(ModelFiles files, PrecisionSetting precision, BatchObserver observer) {
        String stamp = files.stamp(); // before they are read: so a later change shows
        ReadModel model = ReadModel.of(files);
        try {
            return load(model, stamp, precision, observer);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private ServedModel load(
            ReadModel model, String stamp, PrecisionSetting precision, BatchObserver observer) {
        Preprocessing preprocessing = model.preprocessing();
        PrecisionChoice choice =
                PrecisionChoice.of(
                        precision,
                        engine.hardware(),
                        model.name(),
                        model.network(),
                        model.card().calibration(),
                        model.ranges());
        Parallelism parallelism =
                Parallelism.of(
                        inference,
                        batching.maxDelay(),
                        processors,
                        engine.hardware(),
                        choice.precision());
        // In 8 bits each layer keeps what it prepared for the first batch and for that batch's
        // number of threads. A pass on another number of threads would prepare it again, every
        // time.
        boolean apart =
                parallelism.soloThreads() > 0 && choice.precision() instanceof Precision.Int8;
        SharedNetwork network =
                new SharedNetwork(
                        () ->
                                new NetworkCompiler(engine)
                                        .load(model, choice.precision(), apart ? 2 : 1),
                        model::close);
        return new ServedModel(
                ModelDescription.of(
                        model, choice, engine.device(), parallelism, batching.maxBatchSize()),
                preprocessing,
                model.labels(),
                model.card().golden(),
                stamp,
                new Batcher<>(
                        model.name(),
                        batching,
                        lanes(network, preprocessing.crop(), parallelism).on(threads),
                        observer),
                network::release);
    }

    private LanePlan<NetworkRequest, NetworkOutput> lanes(
            SharedNetwork network, int side, Parallelism parallelism) {
        LanePlan<NetworkRequest, NetworkOutput> shared =
                LanePlan.of(
                        IntStream.range(0, parallelism.lanes())
                                .<BatchFunctionFactory<NetworkRequest, NetworkOutput>>mapToObj(
                                        number ->
                                                () -> openLane(number, network, side, parallelism))
                                .toList());
        int soloThreads = parallelism.soloThreads();
        return soloThreads == 0
                ? shared
                : shared.withSolo(() -> openSolo(network, side, soloThreads));
    }

    private NetworkLane openLane(
            int number, SharedNetwork network, int side, Parallelism parallelism) {
        engine.useThreads(parallelism.threads());
        int sharing = engine.hardware().isGpu() ? 1 : parallelism.lanes();
        NetworkLane lane =
                NetworkLane.open(
                        network.copies().getFirst(),
                        side,
                        warmUp(batching.maxBatchSize(), number, sharing));
        Placement.of(parallelism, engine.processors(), only).apply(engine, number);
        return lane;
    }

    private NetworkLane openSolo(SharedNetwork network, int side, int threads) {
        engine.useThreads(threads);
        return NetworkLane.open(network.copies().getLast(), side, List.of(1));
    }

    /// The batch sizes that a lane runs before it is open.
    ///
    /// On a processor, what the engine prepares for a size serves all threads; only memory is each
    /// thread's own. So each lane runs the smallest and the largest batch, and the sizes between
    /// are dealt out. On a GPU each thread keeps its plans to itself.
    ///
    /// @param sharing how many lanes they are dealt out to, of which this is one
    static List<Integer> warmUp(int maxBatchSize, int lane, int sharing) {
        return IntStream.rangeClosed(1, maxBatchSize)
                .filter(it -> it == 1 || it == maxBatchSize || it % sharing == lane % sharing)
                .boxed()
                .toList();
    }
}
