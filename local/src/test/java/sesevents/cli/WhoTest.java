package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.House;
import sesevents.engine.TestLake;
import sesevents.firehose.SeededIds;
import sesevents.lake.Lake;
import sesevents.load.Pipeline;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;
import sesevents.questions.Outcome;
import sesevents.questions.Questions;
import sesevents.questions.Reply;
import sesevents.questions.Story;

/** What who answers over the sample events, and over made-up mail. */
class WhoTest {
    private static final Instant LATER = House.ARRIVAL;

    @Test
    void answersForEveryKindOfFateAmongTheSamples() throws IOException {
        House.holdingSamples(_ -> true);
        StringBuilder actual = new StringBuilder();
        String expected;
        try (InputStream in = WhoTest.class.getResourceAsStream("who.txt")) {
            expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String line : expected.lines().filter(one -> one.startsWith("$ who ")).toList()) {
            Story answer = ask(line.substring("$ who ".length()), LATER).get();
            actual.append(line + "\n" + printed(answer, WhoPrinter::print) + "\n");
        }
        assertEquals(expected, actual.toString());
    }

    @Test
    void knowsNothingOfAStrangerWhateverTheyAreCalled() throws IOException {
        House.holdingSamples(sample -> sample.name().equals("send"));
        for (String stranger :
                List.of(
                        "nobody@example.com",
                        "o'brien@example.com",
                        "x' or 'a'='a@example.com",
                        "' or 1 = 1 --",
                        "0100019cadc6c20b",
                        "%",
                        "")) {
            assertEquals(Optional.empty(), ask(stranger, LATER), stranger);
        }
        assertTrue(ask(" \"Lopez, M\" <MARIA.Lopez@example.net> ", LATER).isPresent());
    }

    @Test
    void takesTheMessageIdHeaderOfAMail() throws IOException {
        House.holdingSamples(sample -> sample.name().equals("bounce"));
        String id = "0100019cadcb2e60-283bb9de-ef02-4e68-943a-bfb538efa1ec-000000";
        for (String header :
                List.of(
                        "<%s@email.amazonses.com>",
                        "%s@email.amazonses.com",
                        " <%s@us-west-2.amazonses.com> ",
                        "%s@us-gov-east-1.amazonses.com",
                        "<%s@EU-central-1.AmazonSES.com>",
                        "<%s>")) {
            Optional<Story> answer = ask(header.formatted(id), LATER);
            assertTrue(answer.isPresent(), header);
            assertEquals(id, answer.get().outcomes().getFirst().mail().messageId());
        }
        for (String address :
                List.of(
                        "%s@simulator.amazonses.com",
                        "%s@example.com", "%s@email.amazonses.com.x")) {
            assertEquals(Optional.empty(), ask(address.formatted(id), LATER), address);
        }
    }

    @Test
    void asksForPatienceOnlyWhileItHelps() throws IOException {
        House.holdingSamples(sample -> sample.name().matches("send|delivery-delay"));
        Instant sent = Instant.parse("2026-03-02T09:00:10Z");
        assertEquals(
                List.of(
                        "wait: a delivery takes minutes to show",
                        "see whether the configuration set publishes deliveries and bounces, and whether"
                                + " any wait in failed_records"),
                List.of(
                        next("maria.lopez@example.net", sent.plusSeconds(600)),
                        next("maria.lopez@example.net", sent.plusSeconds(3_600))));
        assertEquals(
                List.of(
                        "wait: SES goes on trying, and reports a bounce when it gives up",
                        "SES has given up by now: send it again, or ask in another way"),
                List.of(
                        next("archive@slow.example.org", sent.plus(Duration.ofHours(5))),
                        next("archive@slow.example.org", sent.plus(Duration.ofDays(3)))));
    }

    @Test
    void answersForEveryKindOfFateOfMadeUpMail() throws IOException {
        Instant end = TestLake.today().atStartOfDay(ZoneOffset.UTC).toInstant();
        Mailing mailing = new Mailing(7, 3_000, end.minus(Duration.ofDays(2)), end);
        Pipeline pipeline = new Pipeline(TestLake.empty(), House.SETTINGS, new SeededIds(1));
        for (Iterator<Publication> all = mailing.publications(); all.hasNext(); ) {
            Publication publication = all.next();
            pipeline.put(publication.record(), publication.arrival(), "");
        }
        pipeline.close();
        List<List<Object>> kinds =
                TestLake.refresh()
                        .query(
                                "select status, max(message_id) from recipient_status"
                                        + " group by status, bounce_subtype, attribution")
                        .values();
        assertTrue(kinds.size() >= 15, kinds::toString);
        for (List<Object> kind : kinds) {
            Story answer = ask((String) kind.getLast(), end).get();
            assertTrue(
                    answer.outcomes().stream()
                            .anyMatch(f -> f.mail().status().equals(kind.get(0))));
            for (Outcome fate : answer.outcomes()) {
                assertNotNull(fate.decisive(), fate::toString);
                assertEquals(
                        fate.mail().status().equals("bounced"),
                        fate.reason() != null,
                        fate::toString);
            }
        }
    }

    @Test
    void tellsAMachineTheSame() throws IOException {
        House.holdingSamples(sample -> sample.name().matches("send|bounce|send-templated-alone"));
        Reply<Optional<Story>> reply = reply("nobody@example.org", LATER);
        JsonNode whole = new ObjectMapper().readTree(printed(reply, ReplyPrinter::printJson));
        JsonNode json = whole.path("answer");
        assertEquals(
                """
                {"recipient":"nobody@example.org",\
                "message_id":"0100019cadcb2e60-283bb9de-ef02-4e68-943a-bfb538efa1ec-000000",\
                "subject":"Reset your password","source":"Example Shop <orders@shop.example.com>",\
                "time_sent":"2026-03-02 09:05:00.000","status":"bounced","attribution":null,\
                "time":"2026-03-02 09:05:02.204","what":"Bounced for good, for nobody@example.org (NoEmail): \
                the report says 550 5.1.1 <nobody@example.org>: Recipient address rejected: User unknown",\
                "reason":"unknown_mailbox","next":"ask for the right address, and send no more to this one",\
                "event_id":"35aff9e259e578887d5ac9b1","ingest_hour":"2026-03-10-12"}""",
                json.at("/recipients/0").toString());
        assertEquals(List.of("tenant", "recipients", "timeline", "earlier"), names(json));
        assertEquals(
                List.of("time", "eventtype", "what", "recipients", "event_id", "ingest_hour"),
                names(json.at("/timeline/0")));
        assertEquals(List.of("answer", "price", "sql"), names(whole));
        assertEquals(3, whole.at("/price/queries").asInt());
        assertEquals(3, whole.path("sql").size());
        assertEquals("Bounce", json.at("/timeline/0/eventtype").asText());
    }

    @Test
    void exitsWithAStatusOfItsOwnWhereNothingIsKnown(@TempDir Path lake) throws IOException {
        Path hour =
                Files.createDirectories(Lake.make(lake).hour(LocalDateTime.now(ZoneOffset.UTC)));
        Files.writeString(
                hour.resolve("1"),
                """
                {"eventType":"Send","event_id":"e1","message_id":"m1","recipients":["a@x.org"],\
                "event_timestamp":"2026-02-01 10:00:00.000","sent_timestamp":"2026-02-01 10:00:00.000",\
                "mail":{"source":"me@y.org","destination":["A@x.org"]}}
                """);
        var known = sesevents.cli.Outcome.of("who", "A@X.org", "--lake", lake.toString());
        assertEquals(0, known.status());
        assertTrue(
                known.out()
                        .startsWith("a@x.org: sent 2026-02-01 10:00:00 UTC, subject unknown. SES"),
                known::out);
        var unknown = sesevents.cli.Outcome.of("who", "b@x.org", "--lake", lake.toString());
        assertEquals(4, unknown.status());
        assertTrue(
                unknown.err()
                        .endsWith(
                                "ses-events: nothing is known of b@x.org; SES tells only of mail that"
                                        + " is sent with a configuration set\n"),
                unknown::err);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Optional<Story> ask(String whom, Instant now) {
        return reply(whom, now).answer();
    }

    private static Reply<Optional<Story>> reply(String whom, Instant now) {
        return TestLake.questions(Questions.USUAL_MAX_BYTES, () -> now).who(whom);
    }

    private static String next(String address, Instant now) {
        return ask(address, now).get().outcomes().getFirst().next();
    }

    private static <T> String printed(T answer, BiConsumer<T, PrintWriter> printer) {
        StringWriter text = new StringWriter();
        printer.accept(answer, new PrintWriter(text, true));
        return text.toString();
    }
}
