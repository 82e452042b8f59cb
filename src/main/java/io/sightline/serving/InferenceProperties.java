package io.sightline.serving;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where, with how many threads and in which arithmetic the networks run (`sightline.inference.*`).
///
/// @param device `auto` (a GPU if the engine sees one, else the CPU), `cpu`, `gpu` (the first) or
///   `gpu:N`
/// @param lanes batches that run at the same time for each model; 0 lets [Parallelism] decide
/// @param threads threads of one forward pass; 0 divides the processors by the lanes
/// @param soloThreads threads of a forward pass over an image that is alone, while no lane runs
///   another; 0 for none, or, if `lanes` and `threads` are 0 too, lets [Parallelism] decide
/// @param downloadNatives whether the engine may fetch native libraries that are not in the jar
/// @param precision the arithmetic of all networks that `sightline.models.precision` does not name
@ConfigurationProperties("sightline.inference")
public record InferenceProperties(
        @DefaultValue("auto") String device,
        @DefaultValue("0") int lanes,
        @DefaultValue("0") int threads,
        @DefaultValue("0") int soloThreads,
        @DefaultValue("false") boolean downloadNatives,
        @DefaultValue("auto") PrecisionSetting precision) {

    static final int MOST_LANES = 64;
    static final int MOST_THREADS = 256;

    public InferenceProperties {
        if (!device.matches("auto|cpu|gpu(:[0-9]{1,2})?")) {
            throw new IllegalArgumentException(
                    "device is %s, must be auto, cpu, gpu or gpu:N".formatted(device));
        }
        if (lanes < 0 || lanes > MOST_LANES) {
            throw new IllegalArgumentException(
                    "lanes is %d, must be from 0 to %d".formatted(lanes, MOST_LANES));
        }
        requireThreads("threads", threads);
        requireThreads("solo-threads", soloThreads);
    }

    private static void requireThreads(String name, int threads) {
        if (threads < 0 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "%s is %d, must be from 0 to %d".formatted(name, threads, MOST_THREADS));
        }
    }
}
