/// What the service holds of the machine and how much it may: processors, threads and their
/// priorities, memory and its allocator, the limits of the container, and meters of all that.
///
/// Read from Linux' own files. Elsewhere, and where a file is not there, nothing is done and no
/// meter is registered.
@NullMarked
package io.sightline.machine;

import org.jspecify.annotations.NullMarked;
