/// Groups single requests into batches: a bounded queue that lanes pull from.
///
/// [io.sightline.batching.Batcher] is the door. The package knows neither images nor networks; it
/// turns inputs of one type into outputs of another through a
/// [io.sightline.batching.BatchFunction].
@NullMarked
package io.sightline.batching;

import org.jspecify.annotations.NullMarked;
