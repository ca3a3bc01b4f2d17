package sesevents.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.Checkout;
import sesevents.Venv;
import sesevents.emulator.Emulator;
import sesevents.firehose.Transformation;
import sesevents.lake.UnreadableLine;
import sesevents.verify.FirehoseProbe.WrongAnswer;

class ProbeFunctionTest {
    private static final Path TEMPLATE =
            Checkout.root().resolve("local/src/main/resources/sesevents/verify/probe.yaml");

    @Test
    void givesTheWrongAnswerThatARecordAsksFor() throws IOException {
        assertEquals(
                "{\"records\":[{\"recordId\":\"0\",\"result\":\"Fine\",\"data\":\"%s\"}]}"
                        .formatted(base64("UnknownResult odd, in a batch of 1\n")),
                answer("UnknownResult odd"));
        assertEquals(
                "{\"records\":[{\"recordId\":\"0\",\"result\":\"Ok\",\"data\":\"%%%\"}]}",
                answer("BadBase64 odd"));
        assertEquals("{\"records\":[]}", answer("MissingId odd"));
        String sound =
                "{\"recordId\":\"0\",\"result\":\"Ok\",\"data\":\"%s\"}"
                        .formatted(base64("DoubledId odd, in a batch of 1\n"));
        assertEquals("{\"records\":[%s,%s]}".formatted(sound, sound), answer("DoubledId odd"));
        assertEquals(2, answer("StrangeId odd").split("recordId", -1).length - 1);
        assertEquals("{}", answer("NoRecords odd"));
        assertTrue(answer("LargeAnswer odd").length() > Transformation.RESPONSE_BYTES_MAX);
    }

    /** Lambda accepts a single class and a method that belongs to no interface. */
    @Test
    void runsInLambdasRuntime(@TempDir Path task) throws IOException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"), "the emulator runs on Linux only");
        Files.createDirectory(task.resolve("lib"));
        Files.write(task.resolve("lib/function.jar"), FirehoseProbe.functionJar());
        byte[] request = request("BadBase64 before", "BadBase64 odd", "BadBase64 after");
        String handler = ProbeFunction.class.getName() + "::handle";
        assertTrue(Files.readString(TEMPLATE).contains("Handler: " + handler));
        try (Emulator emulator = Emulator.start(task, handler, Venv.file(""))) {
            assertArrayEquals(handled(request), emulator.invoke(request));
        }
    }

    @Test
    void hasAStreamForEachWrongAnswer() throws IOException {
        String ids =
                Stream.of(WrongAnswer.values())
                        .map(WrongAnswer::id)
                        .collect(Collectors.joining(", "));
        String template = Files.readString(TEMPLATE);
        assertTrue(template.contains("    - Answer\n    - [%s]\n".formatted(ids)), ids);
        for (String prefix : List.of(FirehoseProbe.DATA, FirehoseProbe.ERRORS)) {
            assertTrue(
                    template.contains("!Join ['', [%s, !Ref Answer, ".formatted(prefix)), prefix);
        }
    }

    @Test
    void skipsLinesInTheBucketThatAreNotTheProbes() throws UnreadableLine {
        assertEquals(
                Map.of("BadBase64 before", "stored", "BadBase64 after", "stored in a batch of 2"),
                FirehoseProbe.outcomes(
                        List.of(
                                "BadBase64 before, in a batch of 3",
                                "{\"eventType\":\"Send\"}",
                                "a line of somebody else",
                                "",
                                "BadBase64 after, in a batch of 2"),
                        List.of()));
    }

    private static String answer(String... texts) throws IOException {
        return new String(handled(request(texts)), UTF_8);
    }

    private static byte[] handled(byte[] request) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        new ProbeFunction().handle(new ByteArrayInputStream(request), response);
        return response.toByteArray();
    }

    private static byte[] request(String... texts) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            records.append(i == 0 ? "" : ",")
                    .append(
                            "{\"recordId\":\"%d\",\"approximateArrivalTimestamp\":1,\"data\":\"%s\"}"
                                    .formatted(i, base64(texts[i] + "\n")));
        }
        return "{\"invocationId\":\"i\",\"region\":\"r\",\"records\":[%s]}"
                .formatted(records)
                .getBytes(UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
