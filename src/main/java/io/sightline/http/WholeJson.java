package io.sightline.http;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.StreamUtils;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON answers in one piece, with their `Content-Length`.
///
/// A streamed answer takes two packets; the second is an empty last chunk, sent only after the
/// request has been counted, and a client waits for both.
final class WholeJson extends JacksonJsonHttpMessageConverter {

    WholeJson(JsonMapper json) {
        super(json);
    }

    @Override
    protected void writeInternal(
            Object answer,
            ResolvableType type,
            HttpOutputMessage output,
            @Nullable Map<String, Object> hints)
            throws IOException {
        byte[] body = getMapper().writeValueAsBytes(answer);
        output.getHeaders().setContentLength(body.length);
        StreamUtils.copy(body, output.getBody());
    }
}
