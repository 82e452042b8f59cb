package io.sightline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// The packaged jar as a process of its own, on two free ports of the loopback interface.
///
/// Its locale is Egypt's, which writes other digits: nothing that programs read may contain them.
final class ServiceProcess implements AutoCloseable {

    private static final String READY = "Ready: requests are accepted";

    private final Process process;
    private final int port;
    private final int managementPort;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private ServiceProcess(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
        this.reader = new Thread(this::drain, "service-log");
    }

    /// Starts `jar` in `directory` and returns once it is ready.
    ///
    /// @throws IllegalStateException with the log if it ends instead
    static ServiceProcess start(Path jar, Path directory, String... arguments) throws IOException {
        ServiceProcess service = launch(jar, directory, arguments);
        BufferedReader output = service.process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            service.log.add(line);
            if (line.contains(READY)) {
                service.reader.start();
                return service;
            }
        }
        throw new IllegalStateException("not ready:\n" + String.join("\n", service.log));
    }

    /// Starts `jar` in `directory` and returns at once.
    static ServiceProcess launch(Path jar, Path directory, String... arguments) throws IOException {
        int[] ports = freePorts();
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Duser.language=ar",
                                        "-Duser.country=EG",
                                        "-jar",
                                        jar.toAbsolutePath().toString(),
                                        "--server.port=" + ports[0],
                                        "--server.address=127.0.0.1",
                                        "--management.server.port=" + ports[1],
                                        "--management.server.address=127.0.0.1"),
                                Stream.of(arguments))
                        .toList();
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        return new ServiceProcess(process, ports[0], ports[1]);
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket first = new ServerSocket(0);
                ServerSocket second = new ServerSocket(0)) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }

    private void drain() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(log::add);
        } catch (UncheckedIOException | IOException _) {
            // the process has ended, and its output with it
        }
    }

    /// An address of the API.
    URI api(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    /// An address of the management port.
    URI management(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(managementPort, path));
    }

    /// The process's number.
    long pid() {
        return process.pid();
    }

    /// Asks the process to end, as Kubernetes does.
    void terminate() {
        process.toHandle().destroy(); // unlike the process's own method, leaves its output open
    }

    /// Waits for the end, and gives the exit code.
    int awaitExit() throws InterruptedException {
        int code = process.waitFor();
        reader.join();
        return code;
    }

    /// What it has said so far.
    List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    /// All it says until it ends by itself.
    String outputUntilExit() throws IOException {
        return String.join("\n", process.inputReader().readAllLines());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
