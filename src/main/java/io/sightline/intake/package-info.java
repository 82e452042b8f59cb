/// Decides whether a request may come in: not while the service drains, and not without memory for
/// its upload. Every door asks here.
///
/// The doors are [io.sightline.intake.Intake] and [io.sightline.intake.UploadBudget].
@NullMarked
package io.sightline.intake;

import org.jspecify.annotations.NullMarked;
