/// Open-loop load: requests are sent by a schedule that is fixed beforehand, whether or not earlier
/// requests have been answered, and measured.
///
/// A client that waits for one answer before it asks again slows down with the service and never
/// sees the queue that others would meet (coordinated omission). Here each latency counts from the
/// moment at which the request was due.
///
/// Its doors are [LoadTest] with its [Arrivals]; [Saturation], which finds the highest rate; the
/// [Subject] and its [Reply], of which [HttpSubject] is one; and what came of it: [LoadReport],
/// [LoadTable] and [Latencies].
@NullMarked
package io.sightline.load;

import org.jspecify.annotations.NullMarked;
