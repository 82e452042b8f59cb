/// Whether a request may come in: while the service drains, and while there is memory for its
/// upload. Every door passes it.
///
/// The doors are [io.sightline.intake.Intake] and [io.sightline.intake.UploadBudget].
@NullMarked
package io.sightline.intake;

import org.jspecify.annotations.NullMarked;
