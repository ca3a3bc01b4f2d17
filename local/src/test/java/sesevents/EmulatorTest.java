package sesevents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sesevents.emulator.Emulator;
import sesevents.firehose.InProcessFunction;

/** The built function in AWS's runtime answers exactly as the function in this process. */
class EmulatorTest {
    private static final int BATCH_BYTES_MAX = 3 * 1_024 * 1_024;

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"), "the emulator runs on Linux only");
        Path artifact = Checkout.root().resolve(".aws-sam/build/TransformFunction");
        Assumptions.assumeTrue(
                Files.isDirectory(artifact), "no built function; build it: ./ses-events sam build");
        emulator = Emulator.start(artifact, Venv.file(""));
    }

    @AfterAll
    static void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    static List<Path> envelopes() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.root().resolve("events/firehose"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void answersEveryEnvelopeLikeTheFunctionInThisProcess(Path envelope) throws IOException {
        byte[] request = Files.readAllBytes(envelope);
        assertEquals(text(inProcess(request)), text(emulator.invoke(request)));
    }

    @Test
    void answersTheLargestBatchLikeTheFunctionInThisProcess() throws IOException {
        byte[] request = largestBatch();
        byte[] response = emulator.invoke(request);
        assertArrayEquals(inProcess(request), response);
        assertTrue(response.length < 6_291_556, "bytes: " + response.length);
    }

    @Test
    void reportsAnErrorForARequestWithoutRecords() {
        byte[] request = "{\"eventType\":\"Send\"}".getBytes(StandardCharsets.UTF_8);
        String answer = text(emulator.invoke(request));
        assertTrue(answer.startsWith("{\"errorMessage\":\"the request has no records\","), answer);
    }

    @Test
    void logsItsMetricsOnALineOfTheirOwn() throws IOException {
        emulator.invoke(Files.readAllBytes(envelopes().getFirst()));
        List<String> metrics =
                emulator.log().lines().filter(line -> line.startsWith("{\"_aws\":")).toList();
        assertTrue(metrics.getLast().contains("\"Namespace\":\"SesEvents\""), emulator.log());
    }

    @Test
    void saysHowToBuildAMissingFunction(@TempDir Path empty) {
        UserError error = assertThrows(UserError.class, () -> Emulator.start(empty, Venv.file("")));
        assertEquals(
                "no function in " + empty + "; build it: ./ses-events sam build",
                error.getMessage());
    }

    @Test
    void saysHowToInstallMissingTools(@TempDir Path empty) throws IOException {
        Files.createDirectory(empty.resolve("lib"));
        UserError error = assertThrows(UserError.class, () -> Emulator.start(empty, empty));
        assertEquals(
                "no SAM CLI in "
                        + empty
                        + "; ./ses-events invoke, or any step of ./ses-events test, installs it",
                error.getMessage());
    }

    /** All sample events, repeated until the batch is full. */
    private static byte[] largestBatch() throws IOException {
        List<Sample> samples = Sample.all(Checkout.root());
        StringBuilder records = new StringBuilder();
        int bytes = 0;
        for (int i = 0; true; i++) {
            byte[] event = samples.get(i % samples.size()).published();
            bytes += event.length;
            if (bytes > BATCH_BYTES_MAX) {
                break;
            }
            records.append(i == 0 ? "" : ",")
                    .append("{\"recordId\":\"%056d\",".formatted(i))
                    .append("\"approximateArrivalTimestamp\":%d,".formatted(1_772_359_205_000L + i))
                    .append(
                            "\"data\":\"%s\"}"
                                    .formatted(Base64.getEncoder().encodeToString(event)));
        }
        return ("{\"invocationId\":\"largest\",\"records\":[" + records + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] inProcess(byte[] request) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        InProcessFunction.ofTransform().invoke(new ByteArrayInputStream(request), response);
        return response.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
