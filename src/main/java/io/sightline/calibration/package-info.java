/// Measures a model on photographs: the ranges of its activations, which 8-bit arithmetic needs,
/// and how well that agrees with float32.
///
/// Its door is [Calibrator].
@NullMarked
package io.sightline.calibration;

import org.jspecify.annotations.NullMarked;
