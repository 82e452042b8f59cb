/// Groups single requests into batches: a bounded queue that lanes pull from.
///
/// Its doors are [Batcher], made of a [LanePlan] and [BatchingProperties], which answers each
/// request with an [Admission]: a [Ticket], whose end is an [Outcome], or a [Refusal]. It turns
/// inputs of one type into outputs of another through a [BatchFunction] and knows neither images
/// nor networks. [ProcessorSharing] says how passes and decoding share the processors; a
/// [BatchObserver] sees each batch, and [BatchingMetrics] is the one that counts.
///
/// Inside, `BatchingPolicy` decides by the rules that `ProcessorSharing` states, while `Scheduler`
/// enforces them under its lock.
@NullMarked
package io.sightline.batching;

import org.jspecify.annotations.NullMarked;
