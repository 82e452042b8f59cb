/// What tells the versions of a model apart, as values: how requests name them, which of them the
/// settings choose, and what is told of them.
///
/// Its doors are [ModelReference], [ModelStatus], [ModelVersion] and [LoadFailure].
@NullMarked
package io.sightline.serving.version;

import org.jspecify.annotations.NullMarked;
