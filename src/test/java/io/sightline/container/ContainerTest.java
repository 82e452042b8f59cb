package io.sightline.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/// A test class that needs Docker. [DockerFilter] leaves it out where there is none.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(DockerFilter.TAG)
@Timeout(300)
public @interface ContainerTest {}
