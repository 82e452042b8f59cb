package io.sightline.tuning;

import io.sightline.load.LoadReport;
import io.sightline.load.LoadTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Tries settings one after the other and reports each result. Each setting is the best so far with
/// one thing changed.
///
/// First precision and lanes x threads in all combinations, then the largest batch, then the delay:
/// all combinations of everything would take an hour, and these hardly depend on each other.
public final class Tuner {

    private static final int FIRST_BATCH = 8;
    private static final List<Integer> OTHER_BATCHES = List.of(2, 4, 16, 32);
    private static final int DELAY_MILLIS = 2;
    private static final int MAX_LANES = 8;
    private static final List<Double> PARTS_OF_PEAK = List.of(0.3, 0.6, 0.8);

    private final Trial.Opening trials;
    private final int processors;
    private final Loads loads;
    private final Consumer<String> progress;

    /// @param progress takes a line to print
    Tuner(Trial.Opening trials, int processors, Loads loads, Consumer<String> progress) {
        this.trials = trials;
        this.processors = processors;
        this.loads = loads;
        this.progress = progress;
    }

    /// A tuner for a model of this service, on this machine, in this process.
    ///
    /// @param images the bytes of one file each; at least one
    /// @param measured how long each load lasts, without its warm-up
    /// @param progress takes a line to print
    public static Tuner of(
            String model, List<byte[]> images, Duration measured, Consumer<String> progress) {
        return new Tuner(
                setting -> TrialConfiguration.open(model, images, setting),
                Runtime.getRuntime().availableProcessors(),
                Loads.lasting(measured),
                progress);
    }

    /// Tries settings and gives the best.
    ///
    /// @param precisions to try; at least one. A precision that fails is reported and passed over
    /// @throws RuntimeException the first failure, if every precision fails
    public Result tune(List<String> precisions, Objective objective) throws InterruptedException {
        List<Result> first = new ArrayList<>();
        List<RuntimeException> refusals = new ArrayList<>();
        for (String precision : precisions) {
            try {
                first.add(best(first(precision), List.of(), objective));
            } catch (RuntimeException e) {
                progress.accept("%s cannot be tried: %s".formatted(precision, rootMessage(e)));
                refusals.add(e);
            }
        }
        if (first.isEmpty()) {
            throw refusals.getFirst();
        }
        Result best = best(List.of(), first, objective);
        Setting found = best.setting();
        best =
                best(
                        OTHER_BATCHES.stream().map(found::withMaxBatchSize).toList(),
                        List.of(best),
                        objective);
        best =
                best(
                        List.of(best.setting().withMaxDelayMillis(DELAY_MILLIS)),
                        List.of(best),
                        objective);
        show(best);
        return best;
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : rootMessage(cause);
    }

    /// The settings that are tried first: lanes in powers of two, up to the number of processors;
    /// and a lane for each processor, beside a solo lane on all of them.
    List<Setting> first(String precision) {
        List<Setting> settings = new ArrayList<>();
        for (int lanes = 1; lanes <= Math.min(processors, MAX_LANES); lanes *= 2) {
            settings.add(new Setting(precision, lanes, processors / lanes, 0, FIRST_BATCH, 0));
        }
        if (processors > 1 && processors <= MAX_LANES) {
            settings.add(new Setting(precision, processors, 1, processors, FIRST_BATCH, 0));
        }
        return settings;
    }

    private Result best(List<Setting> settings, List<Result> known, Objective objective)
            throws InterruptedException {
        List<Result> results = new ArrayList<>(known);
        for (Setting setting : settings) {
            Result result = measure(setting, objective);
            progress.accept(result.row(objective));
            results.add(result);
        }
        return results.stream().min(objective.order()).orElseThrow();
    }

    private Result measure(Setting setting, Objective objective) throws InterruptedException {
        try (Trial trial = trials.open(setting)) {
            int clients = 2 * setting.lanes() * setting.maxBatchSize() + processors;
            double peak = loads.peak(clients, trial);
            LoadReport atRate =
                    objective.hasRate() ? loads.at(objective.rate(), trial) : LoadReport.NONE;
            return new Result(setting, peak, atRate);
        }
    }

    /// Reports the latencies of the best setting at some rates.
    private void show(Result best) throws InterruptedException {
        progress.accept("");
        progress.accept(LoadTable.head());
        try (Trial trial = trials.open(best.setting())) {
            for (double part : PARTS_OF_PEAK) {
                double rate = part * best.peak();
                progress.accept(LoadTable.row(rate == 0 ? LoadReport.NONE : loads.at(rate, trial)));
            }
        }
    }
}
