package io.sightline.serving;

import io.sightline.engine.Network;
import io.sightline.engine.Output;
import io.sightline.engine.Session;
import io.sightline.torchscript.MatrixProduct;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Products of two square matrices in the engine, which show what the machine can do.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 5)
@Fork(3)
public class MatrixProductBenchmark {

    /// Their arithmetic. Bfloat16 has to be asked for: without instructions for it, one takes
    /// minutes.
    @Param({"FLOAT32", "INT8"})
    public PrecisionSetting precision = PrecisionSetting.FLOAT32;

    private Network program;
    private Session session;

    /// Loads the program, and checks what it calculates.
    @Setup
    public void open() throws IOException {
        program = BundledNetwork.product(BundledNetwork.engine(), precision);
        session = program.openSession(MatrixProduct.SIDE, 1);
        FloatBuffer numbers = session.input();
        while (numbers.hasRemaining()) {
            numbers.put(MatrixProduct.NUMBER);
        }
        float number = products()[0];
        if (Math.abs(number / MatrixProduct.NUMBER - 1) > 0.01) {
            throw new IllegalStateException(
                    "a number of the product is %s, must be %s"
                            .formatted(number, MatrixProduct.NUMBER));
        }
    }

    /// Each 17.2 GFLOP.
    @Benchmark
    @OperationsPerInvocation(MatrixProduct.COUNT)
    public float[] products() {
        return session.forward(1, Set.of(Output.LOGITS)).of(Output.LOGITS);
    }

    /// Frees what the engine holds.
    @TearDown
    public void close() {
        session.close();
        program.close();
    }
}
