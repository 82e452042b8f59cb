package io.sightline.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/// A test at the HTTP door; all of them share one server with small limits.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = HttpTestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.tomcat.connection-timeout=1s",
            "sightline.http.max-upload=1MB",
            "sightline.http.max-upload-memory=3MB",
            "sightline.http.max-images=4"
        })
@interface HttpTest {

    /// The limits above, in bytes.
    int MAX_UPLOAD = 1024 * 1024;
}
