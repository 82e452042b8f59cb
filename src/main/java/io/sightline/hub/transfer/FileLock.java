package io.sightline.hub.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps two fetches, of this process or of others, from writing the same file.
///
/// It is a courtesy that spares a second download: what is written has a hash, and is moved into
/// its place in one step.
public final class FileLock implements AutoCloseable {

    /// The locks of this process, since a file's lock is the whole process'.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FileLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Waits until no other holds `file`, which is made if need be.
    public static FileLock of(Path file, Patience patience)
            throws IOException, FetchFailedException, InterruptedException {
        Path key = file.toAbsolutePath().normalize();
        Files.createDirectories(key.getParent());
        String what = "waiting for another fetch of the same file";
        while (!HELD.add(key)) {
            patience.linger(what);
        }
        try {
            return new FileLock(key, locked(key, patience, what));
        } catch (IOException | FetchFailedException | InterruptedException e) {
            HELD.remove(key);
            throw e;
        }
    }

    private static FileChannel locked(Path file, Patience patience, String what)
            throws IOException, FetchFailedException, InterruptedException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (channel.tryLock() == null) {
                patience.linger(what);
            }
            return channel;
        } catch (IOException | FetchFailedException | InterruptedException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
