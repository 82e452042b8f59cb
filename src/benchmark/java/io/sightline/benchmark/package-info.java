/// Measures the service against its bars: ratios within one run, so that they mean the same on any
/// machine.
@NullMarked
package io.sightline.benchmark;

import org.jspecify.annotations.NullMarked;
