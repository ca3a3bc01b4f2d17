package sesevents.emulator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.UserError;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * Runs the artifact of {@code sam build} in AWS's Runtime Interface Emulator with AWS's Java
 * runtime, as {@code sam local invoke} does, but without a container. Linux only.
 */
public final class Emulator implements AutoCloseable {
    private static final String HANDLER = "sesevents.transform.TransformHandler::handleRequest";
    private static final Duration START_MAX = Duration.ofSeconds(20);
    private static final Duration INVOCATION_MAX = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI invocations;
    private final Path log;

    private Emulator(Process process, URI invocations, Path log) {
        this.process = process;
        this.invocations = invocations;
        this.log = log;
    }

    /**
     * Starts the transformation function.
     *
     * @param artifact the function's folder in the output of {@code sam build}
     * @param venv the Python environment of the SAM CLI, which contains the emulator
     */
    public static Emulator start(Path artifact, Path venv) {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new UserError(
                    "AWS's runtime emulator runs on Linux only; with Docker, use: ./ses-events sam"
                            + " local invoke TransformFunction -e FILE");
        }
        if (!Files.isDirectory(artifact.resolve("lib"))) {
            throw new UserError("no function in %s; build it: ./ses-events sam build", artifact);
        }
        return start(artifact, HANDLER, venv);
    }

    /**
     * Starts any function.
     *
     * @param task a folder like /var/task, with the jars in {@code lib/}
     * @param handler as {@code package.Class::method}
     */
    public static Emulator start(Path task, String handler, Path venv) {
        try {
            int door = freePort();
            int runtimeApi = freePort();
            Path log = Files.createTempFile("ses-events-invoke", ".log");
            List<String> command = new ArrayList<>();
            command.add(emulator(venv).toString());
            command.add("--runtime-interface-emulator-address");
            command.add("127.0.0.1:" + door);
            command.add("--runtime-api-address");
            command.add("127.0.0.1:" + runtimeApi);
            command.addAll(LambdaJvm.command());
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("-cp");
            command.add(runtime());
            command.add(AWSLambda.class.getName());
            command.add(handler);
            Process process =
                    new ProcessBuilder(command)
                            // The runtime loads the function from the working directory.
                            .directory(task.toFile())
                            .redirectInput(new File("/dev/null"))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            URI invocations =
                    URI.create(
                            "http://127.0.0.1:%d/2015-03-31/functions/function/invocations"
                                    .formatted(door));
            return new Emulator(process, invocations, log);
        } catch (IOException e) {
            throw new UncheckedIOException("the runtime emulator does not start", e);
        }
    }

    /** Returns the function's answer, or the runtime's if the function threw an exception. */
    public byte[] invoke(byte[] request) {
        HttpRequest post =
                HttpRequest.newBuilder(invocations)
                        .timeout(INVOCATION_MAX)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                        .build();
        long deadline = System.nanoTime() + START_MAX.toNanos();
        try {
            while (true) {
                try {
                    return http.send(post, HttpResponse.BodyHandlers.ofByteArray()).body();
                } catch (ConnectException e) {
                    if (!process.isAlive() || System.nanoTime() > deadline) {
                        throw new UserError("the runtime emulator does not answer: %s", lastLine());
                    }
                    Thread.sleep(PAUSE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from the runtime emulator", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What the function and the runtime have logged so far. */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
            Files.deleteIfExists(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastLine() {
        return log().lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
    }

    private static Path emulator(Path venv) throws IOException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
        String path = "site-packages/samcli/local/rapid/aws-lambda-rie-" + machine;
        Path lib = venv.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (DirectoryStream<Path> pythons = Files.newDirectoryStream(lib, "python3*")) {
                for (Path python : pythons) {
                    if (Files.exists(python.resolve(path))) {
                        return python.resolve(path).toAbsolutePath();
                    }
                }
            }
        }
        throw new UserError(
                "no SAM CLI in %s; ./ses-events invoke, or any step of ./ses-events test, installs it",
                venv);
    }

    /** Only the runtime's jars: it finds those of the function by itself. */
    private static String runtime() {
        return Stream.of(
                        AWSLambda.class,
                        Context.class,
                        PojoSerializer.class,
                        SdkInternalThreadLocal.class)
                .map(type -> LambdaJvm.place(type).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
