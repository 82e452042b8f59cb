package io.sightline;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// The first class that a start loads, compiled for the oldest Java that Spring Boot's loader runs
/// on: an older Java than the service needs is told so in a sentence.
///
/// It knows the service by name only, for that cannot be loaded there.
public final class Launcher {

    private static final int NEEDED = 25;

    private Launcher() {}

    public static void main(String[] arguments) throws Throwable {
        int version = Runtime.version().feature();
        if (version < NEEDED) {
            System.err.println(
                    "Sightline needs Java "
                            + NEEDED
                            + " or newer; the one in "
                            + System.getProperty("java.home")
                            + " is Java "
                            + version
                            + ".");
            System.exit(1);
        }
        MethodHandle main =
                MethodHandles.publicLookup()
                        .findStatic(
                                Class.forName("io.sightline.Sightline"),
                                "main",
                                MethodType.methodType(void.class, String[].class));
        main.invokeExact(arguments);
    }
}
