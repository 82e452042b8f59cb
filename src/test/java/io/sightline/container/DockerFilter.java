package io.sightline.container;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.PostDiscoveryFilter;

/// Leaves the container tests out where Docker does not answer, and says so once.
///
/// JUnit finds it as a service. With `-Dsightline.docker=required` a missing Docker is an error
/// instead.
public final class DockerFilter implements PostDiscoveryFilter {

    /// What a container test is tagged with.
    static final String TAG = "container";

    private static final String SETTING = "sightline.docker";
    private static final String REQUIRED = "required";

    /// Whether Docker answers, as far as it was asked.
    private enum Docker {
        NOT_ASKED,
        ANSWERS,
        MISSING
    }

    private Docker docker = Docker.NOT_ASKED;

    @Override
    public FilterResult apply(TestDescriptor test) {
        if (!test.getTags().contains(TestTag.create(TAG))) {
            return FilterResult.included("needs no Docker");
        }
        if (docker == Docker.NOT_ASKED) {
            docker = ask();
        }
        return FilterResult.includedIf(docker == Docker.ANSWERS);
    }

    private static Docker ask() {
        if (DockerClient.answers()) {
            return Docker.ANSWERS;
        }
        String left = "Docker does not answer: the container tests are left out";
        if (System.getProperty(SETTING, "").equals(REQUIRED)) {
            throw new IllegalStateException("%s, but %s is %s".formatted(left, SETTING, REQUIRED));
        }
        System.err.println(left);
        return Docker.MISSING;
    }
}
