/// The models that are served: found on disk or in the jar, loaded into the engine, run by lanes.
///
/// The only package that knows the engine.
@NullMarked
package io.sightline.model;

import org.jspecify.annotations.NullMarked;
