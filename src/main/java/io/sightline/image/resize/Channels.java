package io.sightline.image.resize;

/// One number for each colour channel, on a scale from 0 (no light) to 1.
///
/// @param red a finite number
/// @param green a finite number
/// @param blue a finite number
public record Channels(float red, float green, float blue) {

    public Channels {
        requireFinite("red", red);
        requireFinite("green", green);
        requireFinite("blue", blue);
    }

    private static void requireFinite(String name, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("%s is %s, must be finite".formatted(name, value));
        }
    }
}
