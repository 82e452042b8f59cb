/// Brings a model's files from where a [Source] says: a path, the Hugging Face Hub, DJL's model
/// zoo, or a URL. What is fetched is pinned (a commit, a version, a hash), verified, and kept in a
/// cache, the hub's files as huggingface_hub keeps them.
///
/// Its doors are [Source], where a model comes from; [SourceFetcher], which gives a [FetchedSource]
/// with its [Licence].
///
/// Nothing here knows what is in a file, and nothing is fetched while images are classified.
@NullMarked
package io.sightline.hub;

import org.jspecify.annotations.NullMarked;
