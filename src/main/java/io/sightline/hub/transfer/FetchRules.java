package io.sightline.hub.transfer;

import java.time.Duration;

/// What the fetch of one source may take.
///
/// @param offline whether nothing may be asked of a network; then only caches are read
/// @param maxBytes most bytes of all files of a source together, also once unpacked; at least 1
/// @param longest most time that the fetch takes, waits for another process included; positive
/// @param tries how often a request is sent before it is given up; at least 1
public record FetchRules(boolean offline, long maxBytes, Duration longest, int tries) {

    /// Online, at most 8 GiB, two hours, and five tries as huggingface_hub has them.
    public static final FetchRules USUAL = new FetchRules(false, 8L << 30, Duration.ofHours(2), 5);

    public FetchRules {
        if (maxBytes < 1) {
            throw new IllegalArgumentException(
                    "max-bytes is %s, must be at least 1".formatted(maxBytes));
        }
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException(
                    "longest is %s, must be positive".formatted(longest));
        }
        if (tries < 1) {
            throw new IllegalArgumentException("tries is %s, must be at least 1".formatted(tries));
        }
    }

    /// These rules, but offline if `offline` says so.
    public FetchRules offline(boolean offline) {
        return new FetchRules(this.offline || offline, maxBytes, longest, tries);
    }
}
