/// The command line: what is done with models outside the service.
@NullMarked
package io.sightline.cli;

import org.jspecify.annotations.NullMarked;
