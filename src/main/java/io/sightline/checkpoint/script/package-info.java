/// The programs of TorchScript archives, read as text and followed, never run.
///
/// Its doors are [ScriptProgram], which reads one, and [ScriptGraph], what it does to an image, in
/// [Value]s.
@NullMarked
package io.sightline.checkpoint.script;

import org.jspecify.annotations.NullMarked;
