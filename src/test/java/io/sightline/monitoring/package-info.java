/// Holds the files under `monitoring/` to what the service really exports.
@NullMarked
package io.sightline.monitoring;

import org.jspecify.annotations.NullMarked;
