/// The command line: work on models outside the service.
///
/// Its door is [SightlineCommand].
@NullMarked
package io.sightline.cli;

import org.jspecify.annotations.NullMarked;
