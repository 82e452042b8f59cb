package io.sightline.checkpoint.pickle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Pickles written as text: what stands between brackets is hexadecimal, a vertical bar is a line
/// feed, blanks do not count. The protocol's two bytes come first by themselves.
final class Assembly {

    /// A tensor of four elements over storage `0` of six.
    static final String TENSOR =
            "ctorch._utils|_rebuild_tensor_v2|((U[07]storagectorch|FloatStorage|U[01]0U[03]cpuK[06]tQ"
                + "K[01](K[02]K[02]t(K[02]K[01]t[89]ccollections|OrderedDict|)RtR";

    private static final Pattern HEXADECIMAL = Pattern.compile("\\[([0-9a-f]*)]");

    private Assembly() {}

    static MemorySegment of(String text) {
        Matcher matcher = HEXADECIMAL.matcher(text.replace(" ", "").replace('|', '\n'));
        String bytes =
                matcher.replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        new String(
                                                HexFormat.of().parseHex(found.group(1)),
                                                ISO_8859_1)));
        return MemorySegment.ofArray(("\u0080\2" + bytes).getBytes(ISO_8859_1));
    }
}
