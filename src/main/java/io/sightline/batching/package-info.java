/// Groups single requests into batches: a bounded queue that lanes pull from.
///
/// [io.sightline.batching.Batcher] is the door: made of a [io.sightline.batching.LanePlan], it
/// answers each request with an [io.sightline.batching.Admission], which is a
/// [io.sightline.batching.Ticket] or a [io.sightline.batching.Refusal]. The package knows neither
/// images nor networks; it turns inputs of one type into outputs of another through a
/// [io.sightline.batching.BatchFunction].
///
/// Inside, [io.sightline.batching.BatchingPolicy] decides and
/// [io.sightline.batching.ProcessorSharing] has the rules it decides by, while
/// [io.sightline.batching.Scheduler] enforces them under its lock.
@NullMarked
package io.sightline.batching;

import org.jspecify.annotations.NullMarked;
