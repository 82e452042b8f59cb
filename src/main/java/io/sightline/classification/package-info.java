/// One image in, one result out: prepare, submit, wait until the deadline, rank.
///
/// Its doors are [Classifier] and its answer [Classification] with [Prediction] and [Timings].
/// [ClassifierSettings], of which [ClassificationProperties] are a part, make a classifier.
@NullMarked
package io.sightline.classification;

import org.jspecify.annotations.NullMarked;
