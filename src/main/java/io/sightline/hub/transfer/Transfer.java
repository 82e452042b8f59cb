package io.sightline.hub.transfer;

import io.sightline.hub.transfer.WebClient.Request;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// A file to bring.
///
/// @param name what messages call it
/// @param url where it is; redirects are followed, for each try anew, since signed ones expire
/// @param headers of a request, for the host that is asked
/// @param size in bytes, or [Progress#UNKNOWN]
/// @param hash what it must have
/// @param most the most bytes it may have
/// @param partial where it grows; what is there already is kept, and the rest asked for
/// @param target where it is put when it is whole; in the same folder
public record Transfer(
        String name,
        URI url,
        Function<URI, Map<String, String>> headers,
        long size,
        ContentHash hash,
        long most,
        Path partial,
        Path target) {

    /// A request for the bytes from `start` on, if they are of the version that `tag` names.
    Request from(long start, String tag) {
        if (start == 0) {
            return new Request("GET", url, headers);
        }
        return new Request(
                "GET",
                url,
                host -> {
                    Map<String, String> all = new HashMap<>(headers.apply(host));
                    all.put("Range", "bytes=" + start + "-");
                    if (!tag.isEmpty()) {
                        all.put("If-Range", tag);
                    }
                    return all;
                });
    }
}
