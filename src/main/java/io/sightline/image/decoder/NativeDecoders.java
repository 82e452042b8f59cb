package io.sightline.image.decoder;

import io.sightline.foreign.MissingLibraryException;
import io.sightline.foreign.NativeLibrary;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The native libraries that decode in this process, as the settings choose them.
public final class NativeDecoders {

    private static final Logger LOGGER = LoggerFactory.getLogger(NativeDecoders.class);

    private final @Nullable JpegLibrary jpeg;
    private final @Nullable Libwebp webp;

    private NativeDecoders(@Nullable JpegLibrary jpeg, @Nullable Libwebp webp) {
        this.jpeg = jpeg;
        this.webp = webp;
    }

    /// Loads what `choice` asks for.
    ///
    /// @param cache the folder in which leptonica's library is unpacked
    /// @throws IllegalStateException if a library is asked for by name and cannot be used
    public static NativeDecoders load(DecoderChoice choice, Path cache) {
        NativeDecoders loaded =
                choice == DecoderChoice.JDK
                        ? new NativeDecoders(null, null)
                        : loadNative(choice, cache);
        LOGGER.info(
                "JPEG is decoded by {}, WebP by {}", loaded.inUse().jpeg(), loaded.inUse().webp());
        return loaded;
    }

    /// Makes sure that a library which is asked for by name is there.
    ///
    /// @throws IllegalArgumentException if it is not, with the reason
    public static void requireThere(DecoderChoice choice, Path cache) {
        try {
            switch (choice) {
                case TURBOJPEG -> new TurboJpeg();
                case LEPTONICA -> NativeLibrary.open(LeptonicaFile.in(cache).toString());
                case JDK, AUTO -> {}
            }
        } catch (MissingLibraryException e) {
            throw new IllegalArgumentException(
                    "decoder is %s, but %s"
                            .formatted(choice.name().toLowerCase(Locale.ROOT), e.getMessage()),
                    e);
        }
    }

    private static NativeDecoders loadNative(DecoderChoice choice, Path cache) {
        JpegLibrary jpeg = null;
        Libwebp webp = null;
        if (choice != DecoderChoice.LEPTONICA) {
            try {
                jpeg = new TurboJpeg();
            } catch (MissingLibraryException e) {
                require(choice != DecoderChoice.TURBOJPEG, choice, e);
                LOGGER.info("JPEG is not decoded by the fastest library: {}", e.getMessage());
            }
        }
        try {
            NativeLibrary library = NativeLibrary.open(LeptonicaFile.in(cache).toString());
            jpeg = jpeg == null ? new Leptonica(library) : jpeg;
            webp = new Libwebp(library);
        } catch (MissingLibraryException e) {
            require(choice != DecoderChoice.LEPTONICA, choice, e);
            LOGGER.warn("WebP is not read, nor JPEG decoded by leptonica: {}", e.getMessage());
        }
        return new NativeDecoders(jpeg, webp);
    }

    private static void require(boolean condition, DecoderChoice choice, Exception reason) {
        if (!condition) {
            throw new IllegalStateException(
                    "sightline.image.decoder is %s, but %s"
                            .formatted(choice.name().toLowerCase(Locale.ROOT), reason.getMessage()),
                    reason);
        }
    }

    /// What decodes JPEG of `colours`; empty where the JDK does.
    public Optional<JpegLibrary> jpeg(JpegColours colours) {
        return Optional.ofNullable(jpeg).filter(library -> library.decodes(colours));
    }

    /// What decodes WebP; empty where nothing does.
    public Optional<Libwebp> webp() {
        return Optional.ofNullable(webp);
    }

    public DecodersInUse inUse() {
        return new DecodersInUse(
                jpeg == null ? "jdk" : jpeg.name(), webp == null ? "none" : "leptonica");
    }
}
