package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class LaneThreadsTest {

    private static final Path STATUS = Path.of("/proc/thread-self/stat");

    @Test
    void haveThePriorityOfTheirFactoryWhoeverStartsThem() {
        ThreadFactory threads = LaneThreads.likeCaller();
        int before = NicenessTest.niceness();

        int started =
                NewThread.run(
                        () -> {
                            Niceness.yieldToLanes();
                            CompletableFuture<Integer> niceness = new CompletableFuture<>();
                            threads.newThread(() -> niceness.complete(NicenessTest.niceness()))
                                    .start();
                            return niceness.join();
                        });

        assertThat(started).isEqualTo(before);
        assertThat(
                        NewThread.run(
                                () -> {
                                    Niceness.yieldToLanes();
                                    return NewThread.run(NicenessTest::niceness);
                                }))
                .isEqualTo(Files.exists(STATUS) ? Math.max(before, 4) : before);
    }
}
