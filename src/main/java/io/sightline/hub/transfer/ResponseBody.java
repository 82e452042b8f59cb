package io.sightline.hub.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The body of an answer, read piece by piece by the thread that asked, with a limit on how long
/// each piece may take. The client's thread puts pieces in; it is asked for so many ahead, and no
/// more than those wait.
final class ResponseBody implements BodySubscriber<ResponseBody>, AutoCloseable {

    private sealed interface Part {
        record Bytes(List<ByteBuffer> buffers) implements Part {}

        record End() implements Part {}

        record Broken(Throwable why) implements Part {}
    }

    /// Pieces have 16 KiB or so. With one at a time, the two threads wait for each other.
    private static final int AHEAD = 32;

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

    @Override
    public CompletionStage<ResponseBody> getBody() {
        return CompletableFuture.completedFuture(this); // before its first byte
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (!this.subscription.complete(subscription)) {
            subscription.cancel();
            return;
        }
        subscription.request(AHEAD);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Part.Bytes(buffers));
    }

    @Override
    public void onError(Throwable why) {
        parts.add(new Part.Broken(why));
    }

    @Override
    public void onComplete() {
        parts.add(new Part.End());
    }

    /// The next piece; an empty list is the end.
    ///
    /// @throws IOException if nothing comes for `longest`, or the connection breaks
    List<ByteBuffer> next(Duration longest) throws IOException, InterruptedException {
        Part part = parts.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (part == null) {
            throw new IOException("no byte came for " + Words.of(longest));
        }
        return switch (part) {
            case Part.Bytes(List<ByteBuffer> buffers) -> {
                subscription.join().request(1);
                yield buffers;
            }
            case Part.End _ -> List.of();
            case Part.Broken(Throwable why) ->
                    throw new IOException(
                            "the connection broke (%s)".formatted(Words.of(why)), why);
        };
    }

    /// The whole of a short body.
    ///
    /// @throws FetchFailedException if it has more than `most` bytes
    byte[] whole(String what, int most, Duration longest)
            throws IOException, InterruptedException, FetchFailedException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (List<ByteBuffer> piece = next(longest); !piece.isEmpty(); piece = next(longest)) {
            for (ByteBuffer buffer : piece) {
                if (content.size() + buffer.remaining() > most) {
                    throw new FetchFailedException(
                            "%s has more than %s bytes, must have fewer".formatted(what, most));
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                content.writeBytes(bytes);
            }
        }
        return content.toByteArray();
    }

    /// Ends the transfer; what has not come is not waited for.
    @Override
    public void close() {
        CompletableFuture<Void> _ = subscription.thenAccept(Subscription::cancel);
    }
}
