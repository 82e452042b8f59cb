package io.sightline.hub;

import java.net.URI;
import java.nio.file.Path;

/// Where a model comes from, in the one notation of the command line, cards and configuration.
public sealed interface Source {

    /// A file or folder of this machine: `./x.pth`, `/models/x`, `file:///models/x`.
    record Local(Path path) implements Source {

        @Override
        public String notation() {
            return path.toString();
        }
    }

    /// A repository of the Hugging Face Hub: `hf://owner/name` or `hf://owner/name@revision`.
    ///
    /// @param owner a user or an organisation
    /// @param name of the repository
    /// @param revision a branch, a tag, `refs/pr/N`, or a commit of 40 hexadecimal digits
    record HuggingFace(String owner, String name, String revision) implements Source {

        /// The branch that is meant where none is named.
        static final String MAIN = "main";

        /// Tells whether the revision is a commit, whose content never changes.
        public boolean isPinned() {
            return revision.matches("[0-9a-f]{40}");
        }

        HuggingFace at(String commit) {
            return new HuggingFace(owner, name, commit);
        }

        String repository() {
            return owner + "/" + name;
        }

        @Override
        public String notation() {
            String repository = "hf://" + repository();
            return revision.equals(MAIN) ? repository : repository + "@" + revision;
        }
    }

    /// An image classifier of DJL's model zoo: `djl://group/artifact/version/name`.
    ///
    /// @param group for example `ai.djl.pytorch`
    /// @param artifact for example `resnet`
    /// @param version for example `0.0.1`; empty means the newest
    /// @param name for example `traced_resnet18`; empty means the only one
    record Zoo(String group, String artifact, String version, String name) implements Source {

        @Override
        public String notation() {
            String artifacts = "djl://" + group + "/" + artifact;
            if (version.isEmpty()) {
                return artifacts;
            }
            return artifacts + "/" + version + (name.isEmpty() ? "" : "/" + name);
        }
    }

    /// One file behind a URL: `https://host/file#sha256=…`.
    ///
    /// @param url without a fragment
    /// @param sha256 the digest of the file; empty if the source does not tell
    record Web(URI url, String sha256) implements Source {

        @Override
        public String notation() {
            return sha256.isEmpty() ? url.toString() : url + "#sha256=" + sha256;
        }
    }

    /// A package of npm, unpacked on this machine: `npm:path`. It is imported, not fetched.
    record Npm(Path path) implements Source {

        @Override
        public String notation() {
            return "npm:" + path;
        }
    }

    /// The source as [#parse] reads it.
    String notation();

    /// Reads a source.
    ///
    /// @throws IllegalArgumentException if it is none; the message has value and rule
    static Source parse(String text) {
        return SourceNotation.parse(text);
    }
}
