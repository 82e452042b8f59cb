package io.sightline.repository;

import java.io.IOException;
import java.io.InputStream;

/// The folder of one model, wherever it is: its card, weights, labels.
public interface ModelFiles {

    /// The model's name, which is the folder's.
    String name();

    /// The file of this name.
    ///
    /// @throws IOException if the file does not exist or cannot be read
    InputStream open(String file) throws IOException;
}
