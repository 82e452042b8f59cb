package io.sightline.checkpoint.script;

import io.sightline.checkpoint.torch.ScriptParts;
import io.sightline.checkpoint.torch.TorchFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The program of a TorchScript archive, as text that was read and is never run here.
public final class ScriptProgram {

    private final ScriptParts parts;
    private final ScriptCode code;

    private ScriptProgram(ScriptParts parts, ScriptCode code) {
        this.parts = parts;
        this.code = code;
    }

    /// The program of `file`, a TorchScript archive.
    ///
    /// @throws io.sightline.checkpoint.InvalidCheckpointException if it is not sound, or something
    ///   in its program is not understood
    public static ScriptProgram read(MemorySegment file, Arena arena) {
        ScriptParts parts = TorchFile.readScript(file, arena);
        return new ScriptProgram(parts, ScriptCode.read(parts.code()));
    }

    /// What it does to an image, as if it ran in evaluation.
    ///
    /// @throws io.sightline.checkpoint.InvalidCheckpointException if that depends on the image, or
    ///   is not understood
    public ScriptGraph follow() {
        return new Follower(parts, code).graph();
    }
}
