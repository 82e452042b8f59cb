/// One image in, one result out: prepare, submit, wait until the deadline, rank. [Classifier] is
/// the door.
@NullMarked
package io.sightline.classification;

import org.jspecify.annotations.NullMarked;
