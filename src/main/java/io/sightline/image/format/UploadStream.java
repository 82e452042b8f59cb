package io.sightline.image.format;

import javax.imageio.stream.ImageInputStreamImpl;

/// What a decoder is given to read: a short head of our making, then a range of the upload.
///
/// The head leaves out what a decoder would parse and we do not need (profiles, comments,
/// thumbnails), and nothing is copied or cached.
final class UploadStream extends ImageInputStreamImpl {

    private final byte[] head;
    private final byte[] upload;
    private final int from;
    private final int end;

    /// @param from the first byte of `upload` that follows the head
    /// @param end the first byte of `upload` that does not
    UploadStream(byte[] head, byte[] upload, int from, int end) {
        this.head = head;
        this.upload = upload;
        this.from = from;
        this.end = end;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= length()) {
            return -1;
        }
        int at = (int) streamPos++;
        return (at < head.length ? head[at] : upload[from + at - head.length]) & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        bitOffset = 0;
        if (count == 0) {
            return 0;
        }
        if (streamPos >= length()) {
            return -1;
        }
        int at = (int) streamPos;
        int read;
        if (at < head.length) {
            read = Math.min(count, head.length - at);
            System.arraycopy(head, at, target, offset, read);
        } else {
            read = (int) Math.min(count, length() - at);
            System.arraycopy(upload, from + at - head.length, target, offset, read);
        }
        streamPos += read;
        return read;
    }

    @Override
    public long length() {
        return head.length + (long) (end - from);
    }
}
