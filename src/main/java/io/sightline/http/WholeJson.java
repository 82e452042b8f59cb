package io.sightline.http;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.StreamUtils;
import tools.jackson.databind.json.JsonMapper;

/// Writes answers as JSON in one piece, with their length.
///
/// Streamed they would go out in two packets, the second an empty last chunk that is sent when the
/// request has been counted; a client waits for both.
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
