package io.sightline.repository;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The folder of one version of a model, wherever it is: its card, weights, labels.
public interface ModelFiles {

    /// The model's name, which is the folder's, or that of the folder around numbered versions.
    String name();

    /// The number of the version, at least 1; 0 if the model's folder holds no numbered versions.
    int number();

    /// The file of this name.
    ///
    /// @throws IOException if the file does not exist or cannot be read
    InputStream open(String file) throws IOException;

    /// The content of the file of this name, in memory until `arena` closes.
    ///
    /// @throws IOException if the file does not exist, is too long, or cannot be read
    MemorySegment content(String file, Arena arena) throws IOException;

    /// A text that changes when the file of this name is written, replaced or cut, or is no longer
    /// there.
    String stamp(String file);

    /// A text that changes when any file of the folder does; nothing is read to make it.
    String stamp();
}
