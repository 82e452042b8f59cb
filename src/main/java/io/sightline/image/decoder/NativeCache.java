package io.sightline.image.decoder;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where native libraries are unpacked: beside those of the engine, which DJL unpacks.
public final class NativeCache {

    private static final String SETTING = "DJL_CACHE_DIR";

    private NativeCache() {}

    /// The folder for Sightline's own libraries. It lies in DJL's folder, which is found by DJL's
    /// rules.
    public static Path folder() {
        return folder(
                setting(),
                Path.of(System.getProperty("user.home")),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Path folder(@Nullable String setting, Path home, Path temporary) {
        if (setting != null && !setting.isEmpty()) {
            return Path.of(setting, "sightline");
        }
        Path parent = Files.isWritable(home) ? home : temporary;
        return parent.resolve(".djl.ai").resolve("sightline");
    }

    private static @Nullable String setting() {
        String environment = System.getenv(SETTING);
        return environment == null || environment.isEmpty()
                ? System.getProperty(SETTING)
                : environment;
    }
}
