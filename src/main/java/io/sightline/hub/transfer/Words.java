package io.sightline.hub.transfer;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Locale;

/// Failures and durations in words.
public final class Words {

    private Words() {}

    /// A time as people write it: `10 s`, `0.5 s`, `3 min`.
    public static String of(Duration time) {
        if (time.compareTo(Duration.ofMinutes(2)) >= 0) {
            return time.toMinutes() + " min";
        }
        return time.toMillis() % 1000 == 0
                ? time.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    /// Why a request or a file failed, in a few words.
    public static String of(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the host is unknown";
            }
        }
        return switch (why) {
            case HttpConnectTimeoutException _ -> "no connection in time";
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException _ -> "the connection was refused";
            case AccessDeniedException _ -> "not permitted";
            case FileSystemException e when e.getReason() != null -> Shown.text(e.getReason());
            default -> message(why);
        };
    }

    private static String message(Throwable why) {
        String message = why.getMessage();
        return message == null ? why.getClass().getSimpleName() : Shown.text(message);
    }
}
