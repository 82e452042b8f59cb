/// What the service holds of the machine and how much it may: processors, threads and their
/// priorities, memory and its allocator, the limits of the container, and meters of all that.
///
/// Read from Linux' own files. Elsewhere, and where a file is not there, nothing is done and no
/// meter is registered.
///
/// Its doors are [Affinity] and [Niceness] of threads, and [LaneThreads], which makes those of
/// lanes; [NativeMemory], [FreedMemory], [NativeEnvironment] and [MemoryMap] of the process;
/// [Headroom] within the container's limit; and [ProcessorFeatures].
@NullMarked
package io.sightline.machine;

import org.jspecify.annotations.NullMarked;
