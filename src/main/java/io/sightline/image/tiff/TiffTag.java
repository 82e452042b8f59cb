package io.sightline.image.tiff;

/// The tags of TIFF that matter to the pixels of an image.
public final class TiffTag {

    public static final int WIDTH = 256;
    public static final int HEIGHT = 257;
    public static final int BITS = 258;
    public static final int COMPRESSION = 259;
    public static final int PHOTOMETRIC = 262;
    public static final int FILL_ORDER = 266;
    public static final int STRIP_OFFSETS = 273;
    public static final int SAMPLES = 277;
    public static final int STRIP_ROWS = 278;
    public static final int STRIP_BYTES = 279;
    public static final int PLANES = 284;
    public static final int FAX_3_OPTIONS = 292;
    public static final int FAX_4_OPTIONS = 293;
    public static final int PREDICTOR = 317;
    public static final int COLOUR_MAP = 320;
    public static final int TILE_WIDTH = 322;
    public static final int TILE_HEIGHT = 323;
    public static final int TILE_OFFSETS = 324;
    public static final int TILE_BYTES = 325;
    public static final int INK_SET = 332;
    public static final int EXTRA_SAMPLES = 338;
    public static final int SAMPLE_FORMAT = 339;
    public static final int JPEG_TABLES = 347;
    public static final int XMP = 700;

    private TiffTag() {}
}
