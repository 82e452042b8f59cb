package io.sightline.calibration;

import io.sightline.engine.Engine;
import io.sightline.engine.Network;
import io.sightline.engine.Output;
import io.sightline.engine.Session;
import io.sightline.image.resize.ImageTensor;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.CalibratedFiles;
import io.sightline.repository.Calibration;
import io.sightline.repository.Calibration.Agreement;
import io.sightline.repository.ModelFiles;
import io.sightline.repository.ReadModel;
import io.sightline.serving.EngineStart;
import io.sightline.serving.InferenceProperties;
import io.sightline.serving.ModelsProperties;
import io.sightline.serving.NetworkCompiler;
import io.sightline.serving.PrecisionSetting;
import io.sightline.torchscript.ActivationRange;
import io.sightline.torchscript.Observation;
import io.sightline.torchscript.Precision;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Measures on images what 8-bit arithmetic needs: the range of each activation, and how often its
/// first answers then agree with those of float32 on other images.
///
/// Not thread-safe.
public final class Calibrator {

    private static final int BATCH = 8;
    private static final int BINS = 2_048;

    private final NetworkCompiler compiler;
    private final CalibratedFiles files;
    private final ReadModel model;

    private Calibrator(Engine engine, CalibratedFiles files, ReadModel model) {
        this.compiler = new NetworkCompiler(engine);
        this.files = files;
        this.model = model;
    }

    /// Reads the model of this name and starts the engine on the CPU.
    ///
    /// @param directory of the models that are not in the jar
    /// @throws io.sightline.repository.ModelFailedException if there is no such model, or it cannot
    ///   be read
    public static Calibrator open(String directory, String name) {
        ModelFiles files =
                ModelsProperties.catalogue(directory).select(List.of(name)).iterator().next();
        ReadModel model = ReadModel.of(files);
        boolean downloadNatives = false;
        InferenceProperties properties =
                new InferenceProperties("cpu", 1, 0, 0, downloadNatives, PrecisionSetting.AUTO);
        return new Calibrator(
                EngineStart.start(properties, Runtime.getRuntime().availableProcessors()),
                new CalibratedFiles(files, directory),
                model);
    }

    /// How the model's images are preprocessed.
    public Preprocessing preprocessing() {
        return model.preprocessing();
    }

    /// Where the calibration is written.
    public CalibratedFiles files() {
        return files;
    }

    /// Measures the ranges on `images` and the agreement on `others`.
    public Calibration calibrate(
            List<ImageTensor> images, List<ImageTensor> others, CalibrationProgress progress) {
        SequencedMap<String, ActivationRange> ranges = ranges(images, progress);
        List<Integer> expected =
                firstAnswers(
                        new Precision.Float32(),
                        others,
                        new Step("answering in float32", progress));
        List<Integer> found =
                firstAnswers(
                        new Precision.Int8(ranges),
                        others,
                        new Step("answering in int8", progress));
        long same =
                IntStream.range(0, others.size())
                        .filter(i -> expected.get(i).equals(found.get(i)))
                        .count();
        SequencedMap<String, List<Float>> pairs = new LinkedHashMap<>();
        ranges.forEach((name, range) -> pairs.put(name, List.of(range.min(), range.max())));
        return new Calibration(images.size(), new Agreement(others.size(), (int) same), pairs);
    }

    private SequencedMap<String, ActivationRange> ranges(
            List<ImageTensor> images, CalibrationProgress progress) {
        SequencedMap<String, ActivationRange> extremes = extremes(images, progress);
        double[] sums = new double[extremes.size() * BINS];
        observe(
                new Observation.Histograms(extremes, BINS),
                images,
                new Step("counting activations", progress),
                counts -> Arrays.setAll(sums, i -> sums[i] + counts[i]));
        SequencedMap<String, ActivationRange> ranges = new LinkedHashMap<>();
        int from = 0;
        for (Map.Entry<String, ActivationRange> entry : extremes.entrySet()) {
            double[] counts = Arrays.copyOfRange(sums, from, from + BINS);
            ranges.put(entry.getKey(), new RangeSearch(entry.getValue(), counts).best());
            from += BINS;
        }
        return ranges;
    }

    private SequencedMap<String, ActivationRange> extremes(
            List<ImageTensor> images, CalibrationProgress progress) {
        List<String> names = model.network().activations();
        float[] ends = new float[2 * names.size()]; // zeros: a range holds zero anyway
        observe(
                new Observation.Extremes(),
                images,
                new Step("measuring activations", progress),
                found -> {
                    for (int i = 0; i < ends.length; i += 2) {
                        ends[i] = Math.min(ends[i], found[i]);
                        ends[i + 1] = Math.max(ends[i + 1], found[i + 1]);
                    }
                });
        SequencedMap<String, ActivationRange> extremes = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            extremes.put(names.get(i), range(ends[2 * i], ends[2 * i + 1]));
        }
        return extremes;
    }

    /// The range from `min` to `max`; any range will do for an activation that is always zero.
    private static ActivationRange range(float min, float max) {
        return min == max ? new ActivationRange(0, 1) : new ActivationRange(min, max);
    }

    private void observe(
            Observation observation, List<ImageTensor> images, Step step, Consumer<float[]> found) {
        try (Network network = compiler.load(model, observation)) {
            run(network, Output.FEATURES, images, step, found);
        }
    }

    private List<Integer> firstAnswers(Precision precision, List<ImageTensor> images, Step step) {
        int classes = model.network().head().classes();
        List<Integer> answers = new ArrayList<>();
        try (Network network = compiler.load(model, precision)) {
            run(
                    network,
                    Output.LOGITS,
                    images,
                    step,
                    logits -> {
                        for (int from = 0; from < logits.length; from += classes) {
                            answers.add(argmax(logits, from, classes));
                        }
                    });
        }
        return answers;
    }

    private static int argmax(float[] logits, int from, int classes) {
        int best = 0;
        for (int i = 1; i < classes; i++) {
            if (logits[from + i] > logits[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /// One pass over the images, and the progress it reports.
    private record Step(String name, CalibrationProgress progress) {}

    private void run(
            Network network,
            Output output,
            List<ImageTensor> images,
            Step step,
            Consumer<float[]> result) {
        try (Session session = network.openSession(preprocessing().crop(), BATCH)) {
            for (int from = 0; from < images.size(); from += BATCH) {
                int to = Math.min(images.size(), from + BATCH);
                FloatBuffer input = session.input();
                images.subList(from, to).forEach(image -> image.writeTo(input));
                result.accept(session.forward(to - from, Set.of(output)).of(output));
                step.progress().at(step.name(), to, images.size());
            }
        }
    }
}
