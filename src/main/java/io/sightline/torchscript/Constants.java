package io.sightline.torchscript;

import java.util.ArrayList;
import java.util.List;

/// The constants of one program, numbered as they are added.
final class Constants {

    private final List<Constant> constants = new ArrayList<>();

    /// What the program's text calls this one from now on, for example `CONSTANTS.c0`.
    String add(Constant constant) {
        constants.add(constant);
        return "CONSTANTS.c" + (constants.size() - 1);
    }

    List<Constant> all() {
        return List.copyOf(constants);
    }
}
