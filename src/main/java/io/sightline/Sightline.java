package io.sightline;

import io.sightline.cli.SightlineCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The entry point: starts the service, or runs one command if the first argument is not an option.
@SpringBootApplication
public class Sightline {

    public static void main(String[] arguments) {
        if (arguments.length > 0 && !arguments[0].startsWith("-")) {
            System.exit(SightlineCommand.run(arguments));
        }
        SpringApplication.run(Sightline.class, arguments);
    }
}
