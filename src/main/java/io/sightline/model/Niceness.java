package io.sightline.model;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// How readily threads leave the processors to others.
final class Niceness {

    /// Counts a sixth of an ordinary thread: passes go first, and nothing starves.
    private static final int NICE = 8;

    /// Of `getpriority` and `setpriority`: on Linux each thread has a niceness of its own, and 0
    /// stands for the calling one.
    private static final int PRIO_PROCESS = 0;

    private static final int SELF = 0;

    private Niceness() {}

    /// Lets every other thread go before the calling one and those that it starts from now on.
    ///
    /// Does nothing except on Linux, for elsewhere all threads of a process have one niceness.
    static void yieldToOthers() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return;
        }
        Optional<MethodHandle> get =
                CFunction.find("getpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        Optional<MethodHandle> set =
                CFunction.find(
                        "setpriority",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        if (get.isEmpty() || set.isEmpty()) {
            return;
        }
        MethodHandle getPriority = get.get();
        MethodHandle setPriority = set.get();
        try {
            int nice = (int) getPriority.invokeExact(PRIO_PROCESS, SELF);
            if (nice < NICE) {
                int _ = (int) setPriority.invokeExact(PRIO_PROCESS, SELF, NICE);
            }
        } catch (Throwable e) {
            throw new AssertionError("getpriority takes two numbers, setpriority three", e);
        }
    }
}
