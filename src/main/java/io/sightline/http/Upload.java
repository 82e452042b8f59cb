package io.sightline.http;

import io.sightline.intake.UploadBudget;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The body of one request, and its place in the [UploadBudget].
///
/// Every array is reserved in the budget before it is allocated, and stays reserved until this is
/// closed. A body of known length is reserved once. The array for a body of unknown length grows;
/// while it is copied, the old and the new array are both reserved. Used only on the thread of the
/// request.
final class Upload implements AutoCloseable {

    private static final int FIRST_CAPACITY = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final UploadBudget.Reservation reservation;
    private final int limitBytes;
    private byte[] bytes = NOTHING;
    private int length;

    Upload(UploadBudget budget, int limitBytes) {
        this.reservation = budget.open();
        this.limitBytes = limitBytes;
    }

    /// Reads `body` to its end.
    ///
    /// @param declaredLength what the client says the length is; negative if it does not say
    /// @param deadlineNanos checked before each read, on the clock of [System#nanoTime()]; a read
    ///   that waits for a silent client ends with the connection's own timeout
    /// @return why the body could not be read; if its declared length alone is refused, nothing was
    ///   read
    Optional<Problem> receive(InputStream body, long declaredLength, long deadlineNanos) {
        if (declaredLength > limitBytes) {
            return Optional.of(tooLarge("body has %d bytes".formatted(declaredLength)));
        }
        if (!extend(declaredLength < 0 ? Math.min(FIRST_CAPACITY, limitBytes) : declaredLength)) {
            return Optional.of(memoryFull());
        }
        try {
            return declaredLength < 0
                    ? readToEnd(body, deadlineNanos)
                    : readDeclared(body, deadlineNanos);
        } catch (IllegalStateException e) {
            return Optional.of(tooManyTrailers());
        } catch (SocketTimeoutException e) {
            return Optional.of(stalled(deadlineNanos));
        } catch (IOException e) {
            return Optional.of(
                    e.getCause() instanceof SocketTimeoutException
                            ? stalled(deadlineNanos)
                            : incomplete());
        }
    }

    /// The array that holds the body, not a copy.
    byte[] bytes() {
        return bytes;
    }

    /// Replaces the body by copies of `parts` of it; empty if the budget does not allow holding
    /// both while they are copied.
    Optional<List<byte[]>> cut(List<Multipart.Part> parts) {
        long total = parts.stream().mapToLong(Multipart.Part::length).sum();
        if (!reservation.grow(total)) {
            return Optional.empty();
        }
        List<byte[]> images = new ArrayList<>(parts.size());
        for (Multipart.Part part : parts) {
            images.add(Arrays.copyOfRange(bytes, part.start(), part.end()));
        }
        int whole = bytes.length;
        bytes = NOTHING;
        reservation.shrink(whole);
        return Optional.of(images);
    }

    @Override
    public void close() {
        bytes = NOTHING;
        reservation.close();
    }

    static Problem memoryFull() {
        return Problem.passing(
                ProblemType.UPLOAD_MEMORY_FULL,
                "uploads under way fill the memory for them, try again");
    }

    private Optional<Problem> readDeclared(InputStream body, long deadlineNanos)
            throws IOException {
        while (length < bytes.length) {
            if (passed(deadlineNanos)) {
                return Optional.of(late());
            }
            if (!readOnce(body)) {
                return Optional.of(incomplete());
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> readToEnd(InputStream body, long deadlineNanos) throws IOException {
        while (true) {
            if (passed(deadlineNanos)) {
                return Optional.of(late());
            }
            if (length < bytes.length) {
                if (!readOnce(body)) {
                    return extend(length) ? Optional.empty() : Optional.of(memoryFull());
                }
            } else if (length == limitBytes) {
                return body.read() < 0
                        ? Optional.empty()
                        : Optional.of(tooLarge("body has more than %d bytes".formatted(length)));
            } else if (!extend(Math.min(2L * length, limitBytes))) {
                return Optional.of(memoryFull());
            }
        }
    }

    private boolean readOnce(InputStream body) throws IOException {
        int count = body.read(bytes, length, bytes.length - length);
        if (count < 0) {
            return false;
        }
        length += count;
        return true;
    }

    /// Copies the body to an array of `capacity` bytes; false if the budget refuses it.
    private boolean extend(long capacity) {
        if (capacity == bytes.length) {
            return true;
        }
        if (!reservation.grow(capacity)) {
            return false;
        }
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, (int) capacity);
        reservation.shrink(before);
        return true;
    }

    private Problem tooLarge(String found) {
        return Problem.of(ProblemType.UPLOAD_TOO_LARGE, found + ", must be at most " + limitBytes);
    }

    private Problem incomplete() {
        return Problem.of(
                ProblemType.MALFORMED_REQUEST,
                "body ends or breaks after %d bytes, must be complete".formatted(length));
    }

    /// The problem with too many trailer fields. The web server has no exception class for them.
    private static Problem tooManyTrailers() {
        return Problem.of(
                ProblemType.MALFORMED_REQUEST,
                "body ends with more than %d trailer fields, must have at most that many"
                        .formatted(ProblemValve.MAX_TRAILERS));
    }

    private Problem stalled(long deadlineNanos) {
        if (passed(deadlineNanos)) {
            return late();
        }
        return Problem.of(
                ProblemType.UPLOAD_STALLED,
                "body stopped arriving after %d bytes, must keep arriving".formatted(length));
    }

    private Problem late() {
        return Problem.of(
                ProblemType.DEADLINE_PASSED,
                "body had not arrived by the deadline, %d bytes had".formatted(length));
    }

    private static boolean passed(long deadlineNanos) {
        return System.nanoTime() - deadlineNanos >= 0;
    }
}
