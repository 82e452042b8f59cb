/// What the service holds of the machine, and how much it may: the memory of its process, and the
/// memory and processor time of its container.
///
/// Read from Linux' own files. Elsewhere, and where a file is not there, no meter is registered.
@NullMarked
package io.sightline.resources;

import org.jspecify.annotations.NullMarked;
