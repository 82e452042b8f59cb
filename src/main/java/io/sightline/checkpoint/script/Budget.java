package io.sightline.checkpoint.script;

import io.sightline.checkpoint.InvalidCheckpointException;

/// How much may be read or followed of a program. Used by one thread.
final class Budget {

    private final String what;
    private final int most;
    private int spent;

    /// @param what is counted, for the message
    Budget(String what, int most) {
        this.what = what;
        this.most = most;
    }

    void spend() {
        spent++;
        if (spent > most) {
            throw new InvalidCheckpointException(
                    "its program has more than %d %s".formatted(most, what));
        }
    }
}
