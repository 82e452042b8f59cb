/// Functions of native libraries: libraries found in the process or opened from a file, their
/// symbols bound as interfaces.
///
/// Its doors are [NativeLibrary], which binds functions, with [MissingLibraryException]; and
/// [LoadedLibrary] and [SymbolTable], for functions that a library does not export.
@NullMarked
package io.sightline.foreign;

import org.jspecify.annotations.NullMarked;
