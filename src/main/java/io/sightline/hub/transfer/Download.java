package io.sightline.hub.transfer;

import io.sightline.hub.transfer.ContentHash.Known;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Brings one file whole. Used once, by one thread, which holds the file's lock.
public final class Download {

    /// So much more begins the count of tries anew.
    private static final long ADVANCE = 1 << 20;

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");

    private final WebClient web;
    private final Patience patience;
    private final Progress progress;
    private final Function<Reply, FetchFailedException> refusal;
    private final Transfer transfer;
    private final Partial partial;

    /// The strong entity tag of what the partial file holds; empty if unknown.
    private String tag = "";

    /// The length, once a server told it.
    private long size;

    /// @param refusal says in words why a server gave something else than the file
    public Download(
            WebClient web,
            Patience patience,
            Progress progress,
            Function<Reply, FetchFailedException> refusal,
            Transfer transfer) {
        this.web = web;
        this.patience = patience;
        this.progress = progress;
        this.refusal = refusal;
        this.transfer = transfer;
        this.partial = new Partial(transfer.partial());
        this.size = transfer.size();
    }

    /// Brings the file to its place.
    ///
    /// @throws FetchFailedException if it cannot be had, is too long, or has another hash; what
    ///   came is kept for the next time, unless its hash is wrong
    /// @throws IOException if a file cannot be written
    public void run() throws FetchFailedException, IOException, InterruptedException {
        requireLength(Math.max(size, 0));
        boolean resumed = partial.size() > 0;
        bring();
        if (resumed && !hashOfPartial().equals(transfer.hash())) {
            partial.startOver(); // what an earlier run left was of something else
            tag = "";
            size = transfer.size();
            bring();
        }
        requireHash();
        partial.become(transfer.target());
    }

    private void bring() throws FetchFailedException, IOException, InterruptedException {
        Patience.Tries tries = patience.tries(transfer.name());
        while (!isWhole()) {
            patience.checkTime(transfer.name());
            long before = partial.size();
            try {
                if (pass()) {
                    break;
                }
                throw new IOException(
                        "the connection ended after %s of %s bytes"
                                .formatted(partial.size(), size));
            } catch (FileSystemException e) {
                throw e;
            } catch (IOException e) {
                if (partial.size() - before >= ADVANCE) {
                    tries.advanced();
                }
                tries.failed(e);
            }
        }
        progress.bytes(transfer.name(), partial.size(), partial.size());
    }

    private boolean isWhole() throws IOException {
        long done = partial.size();
        if (size >= 0 && done > size) {
            partial.startOver();
            return false;
        }
        return size >= 0 && done == size && (done > 0 || Files.exists(partial.file()));
    }

    /// Asks for what is missing and takes what comes; tells whether that is all.
    private boolean pass() throws IOException, FetchFailedException, InterruptedException {
        long start = partial.size();
        try (Reply reply = web.ask(transfer.from(start, tag), (_, _) -> true)) {
            requireContent(reply, start);
            if (reply.status() == 200) {
                partial.startOver(); // also if a part was asked for: it is another version now
                begin(reply);
            }
            take(reply);
        }
        return size < 0 || partial.size() == size;
    }

    private void requireContent(Reply reply, long start) throws IOException, FetchFailedException {
        switch (reply.status()) {
            case 200 -> {}
            case 206 -> requireRange(reply, start);
            case 416 -> {
                partial.startOver();
                throw new IOException("the server has no bytes from %s on (416)".formatted(start));
            }
            default -> throw refusal.apply(reply);
        }
        String encoding = reply.header("Content-Encoding").orElse("identity");
        if (!encoding.equals("identity")) {
            throw new FetchFailedException(
                    "%s comes in the encoding %s, must come as it is"
                            .formatted(transfer.name(), Shown.text(encoding)));
        }
    }

    private void requireRange(Reply reply, long start) throws IOException {
        String text = reply.header("Content-Range").orElse("");
        Matcher range = RANGE.matcher(text);
        boolean fits =
                start > 0
                        && range.matches()
                        && Long.parseLong(range.group(1)) == start
                        && (size < 0
                                || range.group(2).equals("*")
                                || Long.parseLong(range.group(2)) == size);
        if (!fits) {
            partial.startOver();
            throw new IOException(
                    "the range is %s, must be from %s on of %s"
                            .formatted(Shown.text(text), start, size));
        }
    }

    /// Notes what the server tells of the version that comes.
    private void begin(Reply reply) throws FetchFailedException {
        tag = reply.header("ETag").filter(given -> given.startsWith("\"")).orElse("");
        if (transfer.size() >= 0) {
            return;
        }
        size = reply.length("Content-Length").orElse(Progress.UNKNOWN);
        boolean chunked = reply.header("Transfer-Encoding").isPresent();
        if (size < 0 && !chunked && !(transfer.hash() instanceof Known)) {
            throw new FetchFailedException(
                    "%s comes without its length and its hash is unknown: a cut would pass unseen"
                            .formatted(transfer.name()));
        }
        requireLength(size);
    }

    private void take(Reply reply) throws IOException, FetchFailedException, InterruptedException {
        long done = partial.size();
        try (FileChannel channel = partial.open()) {
            progress.bytes(transfer.name(), done, size);
            while (true) {
                List<ByteBuffer> piece = reply.body().next(web.limits().data());
                if (piece.isEmpty()) {
                    return;
                }
                patience.checkTime(transfer.name());
                done += piece.stream().mapToLong(ByteBuffer::remaining).sum();
                requireLength(done);
                if (size >= 0 && done > size) {
                    partial.startOver();
                    throw new FetchFailedException(
                            "%s has more than the %s bytes announced"
                                    .formatted(transfer.name(), size));
                }
                partial.append(channel, piece);
                progress.bytes(transfer.name(), done, size);
            }
        }
    }

    private void requireLength(long bytes) throws FetchFailedException {
        if (bytes > transfer.most()) {
            throw new FetchFailedException(
                    "%s has %s bytes or more, must have at most %s"
                            .formatted(transfer.name(), bytes, transfer.most()));
        }
    }

    private ContentHash hashOfPartial() throws IOException {
        return switch (transfer.hash()) {
            case Known(ContentHash.Kind kind, _) -> new Known(kind, kind.of(partial.file()));
            case ContentHash.Untold untold -> untold;
        };
    }

    private void requireHash() throws IOException, FetchFailedException {
        ContentHash actual = hashOfPartial();
        if (actual instanceof Known(ContentHash.Kind kind, String hex)
                && !actual.equals(transfer.hash())) {
            partial.startOver();
            throw new FetchFailedException(
                    "%s has %s %s, must have %s"
                            .formatted(
                                    transfer.name(),
                                    kind.label(),
                                    hex,
                                    ((Known) transfer.hash()).hex()));
        }
    }
}
