/// Decides whether a request may come in: not while the service drains, and not without memory for
/// its upload. Every door asks here.
///
/// Its doors are [Intake], [UploadBudget], [RequestId] and, for Spring, [IntakeReadiness].
@NullMarked
package io.sightline.intake;

import org.jspecify.annotations.NullMarked;
