/// The models in service: their precision is chosen, their networks loaded, and lanes run them.
///
/// Its doors are [ModelRegistry] with each [ServedModel] and its [ModelDescription], made of
/// [ModelsProperties] and [InferenceProperties], with [PrecisionSetting] and [Parallelism];
/// [NetworkRequest], what a batch is made of; and, for who runs a network outside the service,
/// [EngineStart] and [NetworkCompiler].
@NullMarked
package io.sightline.serving;

import org.jspecify.annotations.NullMarked;
