package io.sightline.load;

/// What came of one request.
///
/// @param kind whether it was served
/// @param outcome for example `classified` or `queue-full`; the name it is counted under
public record Reply(Kind kind, String outcome) {

    /// Whether a request was served.
    public enum Kind {
        /// It has its answer.
        ANSWERED,
        /// It was turned away at once; another try may succeed.
        REFUSED,
        /// Anything else.
        FAILED
    }

    /// The answer of a service that classified the image.
    public static final Reply CLASSIFIED = new Reply(Kind.ANSWERED, "classified");

    /// No connection became free before the deadline: the load generator's own limit.
    static final Reply NOT_SENT = new Reply(Kind.FAILED, "not-sent");

    /// A request that was turned away.
    public static Reply refused(String outcome) {
        return new Reply(Kind.REFUSED, outcome);
    }

    /// A request that failed in any other way.
    public static Reply failed(String outcome) {
        return new Reply(Kind.FAILED, outcome);
    }
}
