package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.intake.UploadBudget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploadTest {

    private static final int LIMIT = 300_000;
    private static final int UNKNOWN = -1;

    private final UploadBudget budget = new UploadBudget(2 * LIMIT);
    private final Upload upload = new Upload(budget, LIMIT);
    private final long farOff = System.nanoTime() + 3_600_000_000_000L;

    @AfterEach
    void givesEverythingBack() {
        upload.close();

        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void readsABodyOfDeclaredLengthIntoOneArrayOfThatLength() {
        byte[] body = bytes(100_001);

        Optional<Problem> problem =
                upload.receive(new ByteArrayInputStream(body), body.length, farOff);

        assertThat(problem).isEmpty();
        assertThat(upload.bytes()).isEqualTo(body);
        assertThat(budget.usedBytes()).isEqualTo(body.length);
    }

    @Test
    void readsABodyOfUnknownLengthUpToTheLimit() {
        byte[] body = bytes(LIMIT);

        Optional<Problem> problem = upload.receive(new ByteArrayInputStream(body), UNKNOWN, farOff);

        assertThat(problem).isEmpty();
        assertThat(upload.bytes()).isEqualTo(body);
        assertThat(budget.usedBytes()).isEqualTo(LIMIT);
    }

    @Test
    void holdsNoMoreThanTheBytesOfASmallBodyOfUnknownLength() {
        Optional<Problem> problem =
                upload.receive(new ByteArrayInputStream(bytes(3)), UNKNOWN, farOff);

        assertThat(problem).isEmpty();
        assertThat(budget.usedBytes()).isEqualTo(3);
    }

    @Test
    void cutsABodyOfUnknownLengthOffAtTheLimit() {
        InputStream longer = new ByteArrayInputStream(bytes(LIMIT + 1));

        Optional<Problem> problem = upload.receive(longer, UNKNOWN, farOff);

        assertThat(problem).map(Problem::kind).contains(ProblemType.UPLOAD_TOO_LARGE);
        assertThat(problem)
                .map(Problem::detail)
                .contains("body has more than 300000 bytes, must be at most 300000");
    }

    @Test
    void refusesADeclaredLengthOverTheLimitUnread() {
        Optional<Problem> problem = upload.receive(new UntouchedBody(), LIMIT + 1, farOff);

        assertThat(problem).map(Problem::kind).contains(ProblemType.UPLOAD_TOO_LARGE);
    }

    @Test
    void refusesABodyUnreadWhenTheMemoryIsFull() {
        UploadBudget.Reservation others = budget.open();
        others.grow(2 * LIMIT - 10);

        Optional<Problem> problem = upload.receive(new UntouchedBody(), 11, farOff);

        assertThat(problem).map(Problem::kind).contains(ProblemType.UPLOAD_MEMORY_FULL);
        assertThat(budget.usedBytes()).isEqualTo(2 * LIMIT - 10);
        others.close();
    }

    @Test
    void stopsWhenTheMemoryFillsWhileABodyOfUnknownLengthGrows() {
        UploadBudget small = new UploadBudget(150_000);
        try (Upload growing = new Upload(small, LIMIT)) {

            Optional<Problem> problem =
                    growing.receive(new ByteArrayInputStream(bytes(LIMIT)), UNKNOWN, farOff);

            assertThat(problem).map(Problem::kind).contains(ProblemType.UPLOAD_MEMORY_FULL);
            assertThat(problem).map(Problem::retryAfter).contains(1L);
        }
        assertThat(small.usedBytes()).isZero();
    }

    @Test
    void stopsAtTheDeadline() {
        Optional<Problem> problem = upload.receive(new UntouchedBody(), 10, System.nanoTime() - 1);

        assertThat(problem).map(Problem::kind).contains(ProblemType.DEADLINE_PASSED);
    }

    @Test
    void saysThatABodyIsIncomplete() {
        Optional<Problem> problem = upload.receive(new ByteArrayInputStream(bytes(9)), 10, farOff);

        assertThat(problem)
                .map(Problem::detail)
                .contains("body ends or breaks after 9 bytes, must be complete");
    }

    @Test
    void saysThatABodyStalled() {
        Optional<Problem> problem = upload.receive(new StalledBody(), 10, farOff);

        assertThat(problem).map(Problem::kind).contains(ProblemType.UPLOAD_STALLED);
    }

    @Test
    void exchangesItsBodyForCopiesOfItsParts() {
        upload.receive(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}), 5, farOff);

        Optional<List<byte[]>> parts =
                upload.cut(List.of(new Multipart.Part(0, 2), new Multipart.Part(4, 5)));

        assertThat(parts.orElseThrow()).containsExactly(new byte[] {1, 2}, new byte[] {5});
        assertThat(budget.usedBytes()).isEqualTo(3);
    }

    @Test
    void keepsItsBodyWhenTheMemoryDoesNotHoldItsPartsToo() {
        upload.receive(new ByteArrayInputStream(bytes(5)), 5, farOff);
        UploadBudget.Reservation others = budget.open();
        others.grow(2 * LIMIT - 6);

        Optional<List<byte[]>> parts = upload.cut(List.of(new Multipart.Part(0, 2)));

        assertThat(parts).isEmpty();
        others.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /// Must not be read.
    private static final class UntouchedBody extends InputStream {

        @Override
        public int read() {
            throw new AssertionError("the body was read");
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            return read();
        }
    }

    /// Times out as a connection does.
    private static final class StalledBody extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException(new SocketTimeoutException());
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            return read();
        }
    }
}
