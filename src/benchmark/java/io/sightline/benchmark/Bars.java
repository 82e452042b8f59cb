package io.sightline.benchmark;

import io.sightline.ServiceBars;
import io.sightline.image.PreprocessingBars;
import io.sightline.serving.ForwardBars;
import java.util.ArrayList;
import java.util.List;

/// Measures every bar and prints which are met.
final class Bars {

    private Bars() {}

    /// Measures, for a minute or two each.
    ///
    /// @param arguments `preprocessing`, `forward` or `service`; all if there is none
    public static void main(String... arguments) throws Exception {
        List<String> wanted =
                arguments.length == 0
                        ? List.of("preprocessing", "forward", "service")
                        : List.of(arguments);
        List<Bar> bars = new ArrayList<>();
        for (String part : wanted) {
            bars.addAll(
                    switch (part) {
                        case "preprocessing" -> PreprocessingBars.measure();
                        case "forward" -> ForwardBars.measure();
                        case "service" -> ServiceBars.measure();
                        default ->
                                throw new IllegalArgumentException(
                                        "part is %s, must be preprocessing, forward or service"
                                                .formatted(part));
                    });
        }
        System.out.println("\nBars");
        bars.forEach(bar -> System.out.println("  " + bar));
    }
}
