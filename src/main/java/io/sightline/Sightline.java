package io.sightline;

import io.sightline.cli.SightlineCommand;
import io.sightline.start.SettingsCheck;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/// The entry point: runs the command that the arguments name, or else starts the service.
@SpringBootApplication
public class Sightline {

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // what it writes is read by programs, in digits from 0 to 9
        if (SightlineCommand.isNamedBy(arguments)) {
            LoggingSystem.get(Sightline.class.getClassLoader())
                    .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
            System.exit(SightlineCommand.run(arguments));
        }
        SpringApplication application = new SpringApplication(Sightline.class);
        application.addInitializers(new SettingsCheck());
        application.run(arguments);
    }
}
