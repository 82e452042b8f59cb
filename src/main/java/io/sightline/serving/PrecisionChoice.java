package io.sightline.serving;

import io.sightline.engine.Hardware;
import io.sightline.repository.Calibration;
import io.sightline.repository.ModelFailedException;
import io.sightline.resnet.ResNet;
import io.sightline.torchscript.ActivationRange;
import io.sightline.torchscript.Precision;
import java.util.Map;
import java.util.Optional;

/// The precision that a model runs in, and why.
///
/// @param name as settings and answers call it
/// @param reason a sentence
record PrecisionChoice(Precision precision, String name, String reason) {

    private static final String ASKED = "the settings ask for it";

    /// What `setting` means for a model on this hardware.
    ///
    /// @param model its name
    /// @param network what it is
    /// @param calibration of its card
    /// @param ranges of its activations, from the calibration; none if it was never calibrated
    /// @throws ModelFailedException if the model cannot do what is asked
    static PrecisionChoice of(
            PrecisionSetting setting,
            Hardware hardware,
            String model,
            ResNet network,
            Calibration calibration,
            Map<String, ActivationRange> ranges) {
        return switch (setting) {
            case FLOAT32 -> float32(ASKED);
            case BFLOAT16 -> bfloat16(ASKED);
            case INT8 -> {
                requireInt8(hardware, model, network, ranges);
                yield int8(ranges, ASKED);
            }
            case AUTO -> fastest(hardware, network, calibration, ranges);
        };
    }

    private static void requireInt8(
            Hardware hardware, String model, ResNet network, Map<String, ActivationRange> ranges) {
        if (hardware.isGpu()) {
            throw new ModelFailedException(
                    "precision of model %s is int8, which runs on the CPU only".formatted(model));
        }
        network.declinesInt8()
                .ifPresent(
                        reason -> {
                            throw new ModelFailedException(
                                    ("precision of model %s is int8, which its network does not"
                                                    + " allow: %s")
                                            .formatted(model, reason));
                        });
        if (ranges.isEmpty()) {
            throw new ModelFailedException(
                    ("precision of model %s is int8, which needs its activations measured first:"
                                    + " java -jar sightline.jar calibrate %s FOLDER")
                            .formatted(model, model));
        }
    }

    private static PrecisionChoice fastest(
            Hardware hardware,
            ResNet network,
            Calibration calibration,
            Map<String, ActivationRange> ranges) {
        Calibration.Agreement agreement = calibration.agreement();
        String device = hardware.isGpu() ? "the GPU" : "the processor";
        Optional<String> declined = network.declinesInt8();
        if (hardware.hasAvx2() && declined.isEmpty() && agreement.vouches() && !ranges.isEmpty()) {
            return int8(
                    ranges,
                    "%s has instructions for it, and %s images have the same first answer as in float32"
                            .formatted(device, agreement));
        }
        String withoutInt8 =
                hardware.hasAvx2()
                        ? declined.orElse("the model's card does not vouch for int8")
                        : device + " has no instructions for int8";
        if (hardware.multipliesBFloat16()) {
            return bfloat16("%s has instructions for it; %s".formatted(device, withoutInt8));
        }
        return float32("%s, and %s has none for bfloat16".formatted(withoutInt8, device));
    }

    private static PrecisionChoice float32(String reason) {
        return new PrecisionChoice(new Precision.Float32(), "float32", reason);
    }

    private static PrecisionChoice bfloat16(String reason) {
        return new PrecisionChoice(new Precision.BFloat16(), "bfloat16", reason);
    }

    private static PrecisionChoice int8(Map<String, ActivationRange> ranges, String reason) {
        return new PrecisionChoice(new Precision.Int8(ranges), "int8", reason);
    }
}
