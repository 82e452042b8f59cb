package io.sightline.repository;

import io.sightline.checkpoint.Safetensors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;

/// The weights of a model in memory, with the digest that its card states.
///
/// A file in a folder is mapped, not copied, so it must stay as it is until its weights are used. A
/// file that is replaced by a rename does: the mapping keeps the old one. One that is written over
/// or cut does not, and [#requireUnchanged], called after the last use, finds that out.
final class WeightsFile implements AutoCloseable {

    private static final int CHUNK = 1 << 20;

    private final ModelFiles files;
    private final String name;
    private final String stamp;
    private final Arena arena;
    private final MemorySegment content;

    private WeightsFile(
            ModelFiles files, String name, String stamp, Arena arena, MemorySegment content) {
        this.files = files;
        this.name = name;
        this.stamp = stamp;
        this.arena = arena;
        this.content = content;
    }

    /// Opens and checks the file that `reference` names.
    ///
    /// @throws IOException if it cannot be read, or has another digest
    @SuppressWarnings("MustBeClosedChecker") // closed below, or by whoever closes the result
    static WeightsFile open(ModelFiles files, FileReference reference) throws IOException {
        Arena arena = Arena.ofShared(); // a lane's thread reads what this one maps
        try {
            String stamp = files.stamp(reference.file());
            MemorySegment content = files.content(reference.file(), arena);
            requireDigest(content, reference);
            return new WeightsFile(files, reference.file(), stamp, arena, content);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private static void requireDigest(MemorySegment content, FileReference reference)
            throws IOException {
        String digest = digest(content, reference.file());
        if (!digest.equals(reference.sha256())) {
            throw new IOException(
                    "SHA-256 of %s is %s, must be %s%s"
                            .formatted(
                                    reference.file(),
                                    digest,
                                    reference.sha256(),
                                    Safetensors.describeForeign(content)
                                            .map(foreign -> "; the file is " + foreign)
                                            .orElse("")));
        }
    }

    private static String digest(MemorySegment content, String name) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] chunk = new byte[(int) Math.min(CHUNK, content.byteSize())];
        try {
            for (long from = 0; from < content.byteSize(); from += CHUNK) {
                int length = (int) Math.min(CHUNK, content.byteSize() - from);
                MemorySegment.copy(content, ValueLayout.JAVA_BYTE, from, chunk, 0, length);
                digest.update(chunk, 0, length);
            }
        } catch (InternalError e) { // how the JVM tells of a mapped page that the file has lost
            throw new IOException("%s became shorter while it was read".formatted(name), e);
        }
        return Sha256.text(digest);
    }

    /// The bytes of the file, until [#close].
    MemorySegment content() {
        return content;
    }

    /// Requires the file to be as it was when it was opened.
    ///
    /// @throws IOException if it was written since, so that what was read of it may be a mixture
    void requireUnchanged() throws IOException {
        String now = files.stamp(name);
        if (!now.equals(stamp)) {
            throw new IOException(
                    "%s changed while it was loaded (%s), must be as it was (%s)"
                            .formatted(name, now, stamp));
        }
    }

    /// Lets go of the file. May be called again.
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
