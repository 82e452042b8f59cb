package io.sightline.load;

/// The result of one request.
///
/// @param kind whether it was served
/// @param outcome the name it is counted under, for example `classified` or `queue-full`
public record Reply(Kind kind, String outcome) {

    /// How a request ended.
    public enum Kind {
        /// It was answered with a classification.
        ANSWERED,
        /// It was refused at once; another try may succeed.
        REFUSED,
        /// Anything else.
        FAILED
    }

    /// The reply of a service that classified the image.
    public static final Reply CLASSIFIED = new Reply(Kind.ANSWERED, "classified");

    /// No connection was free before the deadline, a limit of the load generator itself.
    static final Reply NOT_SENT = new Reply(Kind.FAILED, "not-sent");

    /// The reply of a service that refused the request.
    public static Reply refused(String outcome) {
        return new Reply(Kind.REFUSED, outcome);
    }

    /// The result of a request that failed in any other way.
    public static Reply failed(String outcome) {
        return new Reply(Kind.FAILED, outcome);
    }
}
