package io.sightline.serving;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where, with how many threads and in which precision the networks run (`sightline.inference.*`).
///
/// @param device `auto` (a GPU if the engine sees one, else the CPU), `cpu`, `gpu` (the first) or
///   `gpu:N`. A GPU that is asked for and not there is an error
/// @param lanes batches that run at the same time, for each model; 0 to 64. 0 is one for every 8
///   processors, rounded up. If `threads` and `sightline.batching.max-delay` are 0 too, it is one
///   for each processor where there are at most 8 of them in int8, at most 2 in float32 and
///   bfloat16
/// @param threads threads of one forward pass; 0 to 256. 0 divides the processors by the lanes
/// @param soloThreads threads of a forward pass over an image that is alone, while no lane runs
///   another; 0 to 256. 0 is no such pass; but where `lanes` is 0 and each of several processors
///   has a lane, it is all of them. It cannot be set together with `sightline.batching.max-delay`.
///   If it is set and `lanes` and `threads` are not, each processor has a lane
/// @param downloadNatives whether the engine may download native libraries that the jar lacks
/// @param precision `float32`, `bfloat16`, `int8`, or `auto`: the fastest that the processor has
///   instructions for and the model's card vouches for. The log and `/v1/models` say which, and why
@ConfigurationProperties("sightline.inference")
public record InferenceProperties(
        @DefaultValue("auto") String device,
        @DefaultValue("0") int lanes,
        @DefaultValue("0") int threads,
        @DefaultValue("0") int soloThreads,
        @DefaultValue("false") boolean downloadNatives,
        @DefaultValue("auto") PrecisionSetting precision) {

    static final int MAX_LANES = 64;
    static final int MAX_THREADS = 256;

    public InferenceProperties {
        if (!device.matches("auto|cpu|gpu(:[0-9]{1,2})?")) {
            throw new IllegalArgumentException(
                    "device is %s, must be auto, cpu, gpu or gpu:N".formatted(device));
        }
        if (lanes < 0 || lanes > MAX_LANES) {
            throw new IllegalArgumentException(
                    "lanes is %d, must be from 0 to %d".formatted(lanes, MAX_LANES));
        }
        requireThreads("threads", threads);
        requireThreads("solo-threads", soloThreads);
    }

    private static void requireThreads(String name, int threads) {
        if (threads < 0 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "%s is %d, must be from 0 to %d".formatted(name, threads, MAX_THREADS));
        }
    }

    /// The defaults of every setting.
    public static InferenceProperties defaults() {
        return new InferenceProperties("auto", 0, 0, 0, false, PrecisionSetting.AUTO);
    }
}
