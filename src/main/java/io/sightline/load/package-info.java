/// Open-loop load: requests sent by a schedule made beforehand, whatever becomes of those before
/// them, and what came of it.
///
/// A client that waits for one answer before it asks again slows down with the service and never
/// sees the queue it would have met (coordinated omission). Here each latency counts from the
/// moment its request was due.
@NullMarked
package io.sightline.load;

import org.jspecify.annotations.NullMarked;
