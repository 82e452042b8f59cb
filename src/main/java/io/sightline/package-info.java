/// The application: starts the service, or one command of its command line.
@NullMarked
package io.sightline;

import org.jspecify.annotations.NullMarked;
