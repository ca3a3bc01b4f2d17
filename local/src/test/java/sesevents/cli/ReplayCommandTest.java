package sesevents.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.lake.FolderBucket;
import sesevents.lake.Lake;
import sesevents.lake.ObjectStore;
import sesevents.standin.FirehoseEndpoint;
import sesevents.standin.FirehoseEndpoint.Answer;
import sesevents.standin.MotoServer;

class ReplayCommandTest {
    private static final String KEY = "quarantine/processing-failed/2026-11-20/a";
    private static final String GOOD =
            "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m\",\"timestamp\":\"2026-11-20T10:00:0%dZ\",\"destination\":[\"a@example.com\"]},\"send\":{}}\n";
    private static final String FOUND =
            """
            quarantine: 4 records in 1 object
              Lambda.FunctionError           2  goes
              not_an_object                  1  stays
              unreadable                     1  stays: no error lines
                quarantine/processing-failed/2026-11-20/a:4  no JSON
            """;

    @TempDir private Path folder;

    @Test
    void saysWhatWouldBeSentAndThenSendsItIntoTheLake() throws IOException {
        Path lake = Lake.make(folder.resolve("lake's")).folder();
        fill(new FolderBucket(lake));

        assertEquals(
                new Outcome(
                        3,
                        FOUND
                                + "nothing is sent yet; to send them: ./ses-events replay --lake"
                                + " 'LAKE'\\''s' --from 2026-11-01 --apply\n",
                        ""),
                replay("--lake", lake.toString(), "--from", "2026-11-01"));
        assertEquals(1, keys(new FolderBucket(lake)).size());

        assertEquals(
                new Outcome(
                        3,
                        FOUND
                                + """
                                sending ...
                                sent         2 records
                                moved        1 object to replayed/
                                left         2 records
                                stored       2
                                quarantined  0
                                """,
                        ""),
                replay("--lake", lake.toString(), "--apply"));
        assertEquals(
                List.of("events", "quarantine", "replayed"),
                keys(new FolderBucket(lake)).stream()
                        .map(key -> key.substring(0, key.indexOf('/')))
                        .filter(top -> !top.equals("offered"))
                        .toList());

        assertEquals(
                """
                quarantine: 2 records in 1 object
                  not_an_object           1  stays
                  unreadable              1  stays: no error lines
                    quarantine/processing-failed/2026-11-20/a-stays-HASH:2  no JSON
                nothing to send
                """,
                replay("--lake", lake.toString(), "--apply").out());

        String typo = replay("--lake", lake.toString(), "--reason", "not_jsn").out();
        assertTrue(
                typo.endsWith("nothing to send: no record has the reason not_jsn\n"), () -> typo);
    }

    @Test
    void namesAnObjectThatCannotBeReadWithoutItsControlCharacters() throws IOException {
        Path lake = Lake.make(folder.resolve("lake")).folder();
        fill(new FolderBucket(lake));
        new FolderBucket(lake).put(KEY + "\u001b[2J", new byte[] {0x1f, (byte) 0x8b, 8});

        String out = replay("--lake", lake.toString(), "--apply").out();

        String expected =
                FOUND.replace("1 object", "2 objects")
                        + """
                          unreadable                     1  object: left as it is
                            quarantine/processing-failed/2026-11-20/a\\u001b[2J  the gzip data is cut off
                        sending ...
                        """;
        assertEquals(expected, out.substring(0, expected.length()));
    }

    @Test
    void sendsTheQuarantineOfAStackIntoItsStream() throws IOException {
        List<String> stream = new ArrayList<>();
        try (MotoServer moto = MotoServer.start();
                FirehoseEndpoint aws =
                        new FirehoseEndpoint(
                                record -> stream.add(new String(record, UTF_8)), moto.endpoint())) {
            moto.aws();
            moto.stack("ses-events", MotoServer.MAIL_STACK);
            ObjectStore bucket = moto.existing("mail");
            fill(bucket);
            aws.answers(Answer.HALF, Answer.RESET);

            Outcome outcome =
                    replay(
                            "--stack",
                            "ses-events",
                            "--region",
                            "us-east-1",
                            "--endpoint-url",
                            aws.uri().toString(),
                            "--apply");

            assertEquals(
                    new Outcome(
                            3,
                            FOUND
                                    + """
                                    sending ...
                                    sent         2 records
                                    moved        1 object to replayed/
                                    left         2 records
                                    sent again   2 that the stream had refused at first

                                    in Athena in 2 to 3 minutes; what is refused again comes back to the quarantine
                                    """,
                            ""),
                    outcome);
            assertEquals(List.of(GOOD.formatted(1), GOOD.formatted(2)), stream);
            assertEquals(
                    List.of(KEY + "-stays-HASH", KEY.replace("quarantine", "replayed")),
                    keys(bucket).stream().map(ReplayCommandTest::anonymous).toList());
        }
    }

    @Test
    void countsEqualRecordsAlikeBeforeAndAfterSending() throws IOException {
        Path lake = Lake.make(folder.resolve("lake")).folder();
        String lines =
                Stream.of(1, 1, 1, 2, 2)
                        .map(number -> errorLine(GOOD.formatted(number)))
                        .collect(joining());
        new FolderBucket(lake).put(KEY, lines.getBytes(UTF_8));

        String looked = replay("--lake", lake.toString()).out();
        assertTrue(
                looked.contains("\n  of the 5 that go 2 are different; each goes once\n"), looked);
        String sent = replay("--lake", lake.toString(), "--apply").out();
        assertTrue(sent.startsWith(looked.lines().limit(3).collect(joining("\n"))), sent);
        assertTrue(sent.contains("\nsent         5 records, 2 different\n"), sent);
        assertTrue(sent.contains("\nstored       2\n"), sent);
    }

    private static String errorLine(String record) {
        return "{\"rawData\":\"%s\",\"errorCode\":\"Lambda.FunctionError\",\"arrivalTimestamp\":1795176000000}%n"
                .formatted(Base64.getEncoder().encodeToString(record.getBytes(UTF_8)));
    }

    private static void fill(ObjectStore objects) throws IOException {
        String lines =
                Stream.of(GOOD.formatted(1), "[]\n", GOOD.formatted(2))
                        .map(ReplayCommandTest::errorLine)
                        .collect(joining());
        objects.put(KEY, (lines + "{\"rawData\"").getBytes(UTF_8));
    }

    private static List<String> keys(ObjectStore objects) throws IOException {
        try (Stream<String> keys = objects.list("")) {
            return keys.filter(key -> key.contains("/")).toList();
        }
    }

    private Outcome replay(String... arguments) {
        Outcome outcome = Outcome.of("replay", arguments);
        String said = outcome.out().replace(folder.resolve("lake").toString(), "LAKE");
        return new Outcome(outcome.status(), anonymous(said), outcome.err());
    }

    private static String anonymous(String text) {
        return text.replaceAll("-stays-[0-9a-f]{16}", "-stays-HASH");
    }
}
