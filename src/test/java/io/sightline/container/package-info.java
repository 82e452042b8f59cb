/// Tests of the image: the service as it runs in a container.
@NullMarked
package io.sightline.container;

import org.jspecify.annotations.NullMarked;
