package io.sightline.hub.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A file that is not whole yet, and grows at its end.
final class Partial {

    private final Path file;

    Partial(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    void startOver() throws IOException {
        Files.deleteIfExists(file);
    }

    FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// @throws FileSystemException if it cannot be written, so that nobody takes it for a failure
    ///   of the network
    void append(FileChannel channel, List<ByteBuffer> piece) throws FileSystemException {
        try {
            for (ByteBuffer buffer : piece) {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (IOException e) {
            FileSystemException failure =
                    new FileSystemException(file.toString(), null, e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /// Makes it the file `target`, in one step, once its bytes are on the disk.
    void become(Path target) throws IOException {
        try (FileChannel channel = open()) {
            channel.force(true);
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
