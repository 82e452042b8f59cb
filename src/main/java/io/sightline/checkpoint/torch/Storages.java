package io.sightline.checkpoint.torch;

import io.sightline.checkpoint.pickle.PickleValue.Storage;
import java.lang.foreign.MemorySegment;

/// Where the elements of storages are.
interface Storages {

    /// The bytes of `storage`, exactly as many as its elements take.
    ///
    /// @throws io.sightline.checkpoint.InvalidCheckpointException if they are not there
    MemorySegment bytes(Storage storage);
}
