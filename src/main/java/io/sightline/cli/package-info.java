/// The command line: work on models outside the service.
@NullMarked
package io.sightline.cli;

import org.jspecify.annotations.NullMarked;
