package io.sightline.start;

import java.util.regex.Pattern;

/// The environment variables by which Kubernetes and Docker tell a container about other services.
///
/// Those for a service called `sightline` or `sightline-metrics` begin like our settings, but are
/// not settings.
final class ServiceLink {

    private static final Pattern NAME =
            Pattern.compile(
                    "SIGHTLINE_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?"
                            + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern ADDRESS_NAME = Pattern.compile("SIGHTLINE_(.+_)?PORT");

    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceLink() {}

    /// Whether `variable` is such a variable, and not a misspelt setting.
    static boolean isOne(String variable, String value) {
        return NAME.matcher(variable).matches()
                || (ADDRESS_NAME.matcher(variable).matches() && ADDRESS.matcher(value).matches());
    }
}
