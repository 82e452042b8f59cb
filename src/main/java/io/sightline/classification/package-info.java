/// One image in, one result out: prepare, submit, wait until the deadline, rank.
///
/// Its doors are [Classifier] and its answer [Classification] with [Prediction] and [Timings].
/// [ClassificationConfiguration] and [ClassificationProperties] make a classifier of settings.
@NullMarked
package io.sightline.classification;

import org.jspecify.annotations.NullMarked;
