/// Tests of what runs the service in a cluster: the kustomize tree and the chart under `k8s`.
@NullMarked
package io.sightline.deployment;

import org.jspecify.annotations.NullMarked;
