package io.sightline.start;

import java.util.regex.Pattern;

/// The variables by which Kubernetes and Docker tell a container of the services around it.
///
/// Those of a service called `sightline` or `sightline-metrics` begin as our settings do, and are
/// none.
final class ServiceLink {

    private static final Pattern NAME =
            Pattern.compile(
                    "SIGHTLINE_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?"
                            + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern ADDRESS_NAME = Pattern.compile("SIGHTLINE_(.+_)?PORT");

    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceLink() {}

    /// Whether the variable is one of them, and not a misspelt setting.
    static boolean isOne(String variable, String value) {
        return NAME.matcher(variable).matches()
                || (ADDRESS_NAME.matcher(variable).matches() && ADDRESS.matcher(value).matches());
    }
}
