package io.sightline.calibration;

/// Is told how far a calibration is.
@FunctionalInterface
public interface CalibrationProgress {

    /// `done` of `total` images have gone through this step.
    void at(String step, int done, int total);
}
