package io.sightline.machine;

import io.sightline.foreign.NativeLibrary;
import io.sightline.machine.SystemCalls.GetPriority;
import io.sightline.machine.SystemCalls.SetPriority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// How readily threads leave the processors to others: on Linux, where each thread has a niceness
/// of its own. Elsewhere nothing here does anything.
public final class Niceness {

    /// Such a thread gets two fifths of an ordinary thread's time: passes go first, and nothing
    /// starves.
    private static final int REQUESTS = 4;

    /// Such a thread gets a fifth of an ordinary thread's time, half of a request's: compilers
    /// should not hold requests up, but must end their work while there is load.
    private static final int COMPILERS = 7;

    private static final Path THREADS = Path.of("/proc/self/task");

    /// Linux keeps only the first 15 characters of names such as `C1 CompilerThread0`.
    private static final String COMPILER = "C[12] CompilerThre";

    private static final String OPTIMISER = "C2 CompilerThre";

    /// Of `getpriority` and `setpriority`: a thread by its number, 0 for the calling one.
    private static final int PRIO_PROCESS = 0;

    private static final int SELF = 0;

    private Niceness() {}

    /// Lets the lanes go before the calling thread and those that it starts from now on.
    public static void yieldToLanes() {
        if (Files.exists(THREADS)) {
            raise(SELF, REQUESTS);
        }
    }

    /// Lets everybody go before C2, the virtual machine's optimising compiler: a start is over
    /// before most of its work pays. Affects only those of its threads that are there by now.
    public static void yieldOptimiser() {
        yieldThreads(OPTIMISER);
    }

    /// Lets everybody go before the threads that compile for the virtual machine.
    public static void yieldCompilers() {
        yieldThreads(COMPILER);
    }

    private static void yieldThreads(String pattern) {
        if (!Files.exists(THREADS)) {
            return;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            threads.filter(thread -> isNamed(thread, pattern))
                    .forEach(
                            thread ->
                                    raise(
                                            Integer.parseInt(thread.getFileName().toString()),
                                            COMPILERS));
        } catch (IOException _) {
            // then they compete as they did
        }
    }

    private static boolean isNamed(Path thread, String pattern) {
        try {
            return Files.readString(thread.resolve("comm")).strip().matches(pattern);
        } catch (IOException _) {
            return false; // it has ended
        }
    }

    private static void raise(int thread, int niceness) {
        NativeLibrary system = NativeLibrary.ofSystem();
        Optional<GetPriority> get = system.find("getpriority", GetPriority.class);
        Optional<SetPriority> set = system.find("setpriority", SetPriority.class);
        if (get.isPresent() && set.isPresent() && get.get().call(PRIO_PROCESS, thread) < niceness) {
            set.get().call(PRIO_PROCESS, thread, niceness);
        }
    }
}
