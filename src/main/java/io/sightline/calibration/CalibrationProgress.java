package io.sightline.calibration;

/// Is told how far a calibration has come.
@FunctionalInterface
public interface CalibrationProgress {

    /// `done` of `total` images have gone through `step`.
    void at(String step, int done, int total);
}
