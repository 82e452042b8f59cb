/// Brings models into service and out of it: at the start, and while the service runs.
///
/// Its doors are [ModelOpening], which gives [OpenModels]; [ModelUpdates], which changes them and
/// says in an [Update] what came of it; and [ModelCheck], which a new version must pass.
@NullMarked
package io.sightline.serving.control;

import org.jspecify.annotations.NullMarked;
