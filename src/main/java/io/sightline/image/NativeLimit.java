package io.sightline.image;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How many bytes decoders may hold outside the heap, by what the container has left.
///
/// The kernel tells only what is left beside them. While nothing is decoded, their part is what
/// they keep for the next image, and the limit is exact; it is remembered from then on. While
/// something is decoded, nobody knows how much of what was granted is in memory yet: counted as all
/// of it, it gives a bound above the limit, which lowers what is remembered if others have taken
/// memory since. Not thread-safe.
final class NativeLimit {

    /// The limit is never lower: a photograph of 12 megapixels is decoded wherever the service
    /// runs, for where memory is as short as that, refusing photographs mends nothing.
    static final long MIN_BYTES = 64 << 20;

    /// What an image may leave freed, but not given back to the system: a limit that was read then
    /// is lower by as much.
    static final long LEFT_BYTES = 96 << 20;

    /// For images that need no more, a reading may be as old as this: it takes 100 microseconds.
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long SMALL_BYTES = 16 << 20;

    private final LongSupplier headroom;
    private long rememberedBytes = Long.MAX_VALUE;
    private long bytes;
    private long readNanos = System.nanoTime() - 2 * FRESH_NANOS;

    /// @param headroom bytes that the process may still take
    NativeLimit(LongSupplier headroom) {
        this.headroom = headroom;
    }

    /// Whether an image that needs `neededBytes` is so far beyond what is remembered that it need
    /// not wait for a new reading.
    boolean isBeyond(long neededBytes) {
        return neededBytes - LEFT_BYTES > Math.max(MIN_BYTES, rememberedBytes);
    }

    /// The limit for an image that needs `neededBytes`.
    ///
    /// @param keptBytes what is kept between images
    /// @param grantedBytes what is granted to images now
    long bytes(long neededBytes, long keptBytes, long grantedBytes) {
        long now = System.nanoTime();
        if (neededBytes <= SMALL_BYTES && now - readNanos < FRESH_NANOS) {
            return bytes;
        }
        readNanos = now;
        long bound = headroom.getAsLong() + keptBytes + grantedBytes;
        if (grantedBytes == 0) {
            rememberedBytes = bound;
        }
        bytes = Math.max(MIN_BYTES, Math.min(rememberedBytes, bound));
        return bytes;
    }
}
