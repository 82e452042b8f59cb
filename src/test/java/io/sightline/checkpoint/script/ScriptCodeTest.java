package io.sightline.checkpoint.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptCodeTest {

    private static final String SOUND =
            """
            class Net(Module):
              __parameters__ = ["weight", ]
              __buffers__ = []
              weight : Tensor
              stride : Final[Tuple[int, int]] = (2, 2)
              __annotations__["0"] = __torch__.net.Other
              def forward(self: __torch__.net.Net,
                x: Tensor) -> Tensor:
                _0 = getattr(self, "0")
                if torch.__is__(x, None):
                  pass
                else:
                  ops.prim.RaiseException("never \\"so\\"", "builtins.ValueError")
                for i in range(-1):
                  a, b, = torch.split(x, [1, 2.5e-05], dim=1)
                return torch.add((_0).forward(x, ), x[0])
            class Other(Module):
              pass
            def relu(input: Tensor,
                inplace: bool=False) -> Tensor:
              return torch.relu(input)
            """;

    @Test
    void readsClassesAndFunctions() {
        ScriptCode code = ScriptCode.read(Map.of("__torch__/net.py", SOUND));

        assertThat(code.classes()).containsOnlyKeys("__torch__.net.Net", "__torch__.net.Other");
        assertThat(code.functions()).containsOnlyKeys("__torch__.net.relu");
        assertThat(code.scriptClass("__torch__.net.Net").methods()).containsOnlyKeys("forward");
        assertThat(code.scriptClass("__torch__.net.Net").constants()).containsOnlyKeys("stride");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 1 # a comment",
                "x = \"\"\"text\"\"\"",
                "x = 'text'",
                "x = \"text",
                "x = 1; y = 2",
                "x = \\\n    1",
                "\tx = 1",
                "x = a + b",
                "x = {1: 2}",
                "x = a if b else c",
                "x = lambda y: y",
                "x = a[1:2]",
                "x = 0x10",
                "x = 1j",
                "x = \"a\" \"b\"",
                "while True:\n      pass",
                "with x:\n      pass",
                "assert x",
                "import os",
                "x == y",
                "x = f(a=1, a=2)",
                "x = \u00e9",
                "x = \u0000"
            })
    void refusesWhatPyTorchDoesNotWrite(String statement) {
        String text = "def f(x: Tensor) -> Tensor:\n  %s\n  return x\n".formatted(statement);

        assertThatThrownBy(() -> ScriptCode.read(Map.of("__torch__.py", text)))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageMatching("line \\d of its program's __torch__.py has .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "f(", "x[", "f().", "x[0]", "-"})
    void refusesDeepNesting(String opening) {
        String text = "def f(x: T) -> T:\n  return f" + opening.repeat(100_000);

        assertThatThrownBy(() -> ScriptCode.read(Map.of("__torch__.py", text)))
                .isInstanceOf(InvalidCheckpointException.class);
    }

    @Test
    void refusesDeepBlocks() {
        StringBuilder text = new StringBuilder("def f(x: T) -> T:\n");
        for (int i = 1; i < 60; i++) {
            text.append(" ".repeat(i)).append("if x:\n");
        }

        assertThatThrownBy(() -> ScriptCode.read(Map.of("__torch__.py", text.toString())))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("must not be nested deeper than 16");
    }

    @Test
    void survivesDamage() {
        Random random = new Random(18);

        for (int i = 0; i < 20_000; i++) {
            StringBuilder mutant = new StringBuilder(SOUND);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(mutant.length());
                switch (random.nextInt(3)) {
                    case 0 -> mutant.deleteCharAt(at);
                    case 1 -> mutant.insert(at, mutant.charAt(random.nextInt(mutant.length())));
                    default -> mutant.setCharAt(at, (char) random.nextInt(128));
                }
            }
            assertThat(isReadOrRefused(mutant.toString())).isTrue();
        }
    }

    private static boolean isReadOrRefused(String text) {
        try {
            return ScriptCode.read(Map.of("__torch__/net.py", text)) != null;
        } catch (InvalidCheckpointException e) {
            return true;
        }
    }
}
