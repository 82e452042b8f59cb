package io.sightline.checkpoint.pickle;

import java.util.Set;

/// What a name in a pickle stands for.
sealed interface Meaning {

    /// The functions that describe a tensor.
    enum Rebuild implements Meaning {
        TENSOR,
        PARAMETER,
        FROM_TYPE
    }

    /// A class of storages.
    record StorageClass(StorageType type) implements Meaning {}

    /// The class `collections.OrderedDict`.
    enum Mapping implements Meaning {
        ORDERED_DICT
    }

    /// The classes that a tensor may be said to have.
    enum TensorClass implements Meaning {
        TENSOR
    }

    /// A class that a TorchScript archive defines.
    ///
    /// @param name with its module's
    record ScriptClass(String name) implements Meaning {}

    /// The functions of TorchScript's pickles, which give back their first argument.
    enum ScriptFunction implements Meaning {
        FIRST_ARGUMENT
    }

    /// What is harmless, common beside weights, and passed over.
    ///
    /// @param uses how Python saves it; no other way is accepted
    record PassedOver(Set<Use> uses) implements Meaning {

        enum Use {
            CALLED,
            MADE
        }
    }
}
