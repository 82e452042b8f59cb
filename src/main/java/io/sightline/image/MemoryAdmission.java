package io.sightline.image;

/// What became of an image that asked for memory to be decoded in.
sealed interface MemoryAdmission {

    /// It is there.
    ///
    /// @param grant to be closed when the image is decoded
    record Granted(DecodingMemory.Grant grant) implements MemoryAdmission {}

    /// Other images hold it.
    record Busy() implements MemoryAdmission {}

    /// It is not there, although no other image holds any.
    ///
    /// @param neededBytes what the image needs of the kind that is short
    /// @param thereBytes what there is of that kind
    record Impossible(long neededBytes, long thereBytes) implements MemoryAdmission {}
}
