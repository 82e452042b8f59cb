package io.sightline.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON in files from outside: UTF-8, no key twice, nothing behind the value, nesting and numbers
/// of bounded length.
public final class StrictJson {

    /// Largest text read. The header of a ResNet-152's safetensors file is 90 KB.
    public static final int MAX_BYTES = 4 << 20;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private StrictJson() {}

    /// The object that `json` is.
    ///
    /// @param what begins the message if it is none, for example `header`
    /// @throws InvalidCheckpointException if it is none
    public static JsonNode object(byte[] json, String what) {
        JsonNode root;
        try {
            // Given bytes, the parser would guess their encoding, and pass over a byte order mark.
            root = JSON.readTree(UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
        } catch (CharacterCodingException e) {
            throw new InvalidCheckpointException(what + " is not JSON: it is not UTF-8", e);
        } catch (JacksonException e) {
            throw new InvalidCheckpointException(
                    "%s is not JSON: %s".formatted(what, quote(e.getOriginalMessage())), e);
        }
        if (!root.isObject()) {
            throw new InvalidCheckpointException(
                    "%s is %s, must be a JSON object".formatted(what, quote(root.toString())));
        }
        return root;
    }

    /// The beginning of a piece of JSON, as a message repeats it.
    public static String quote(String text) {
        return text.isEmpty() ? "missing" : Printable.plain(text.replaceAll("\\s+", " "));
    }
}
