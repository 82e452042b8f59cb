package io.sightline;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The entry point of the service.
@SpringBootApplication
public class Sightline {

    public static void main(String[] arguments) {
        SpringApplication.run(Sightline.class, arguments);
    }
}
