package io.sightline.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the version in the jar's manifest.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Optional<String> packaged =
                Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
        return new String[] {"Sightline " + packaged.orElse("(not packaged)")};
    }
}
