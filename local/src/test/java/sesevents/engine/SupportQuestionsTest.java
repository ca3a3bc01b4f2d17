package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sesevents.UserError;
import sesevents.engine.Lifecycles.Event;
import sesevents.lake.Hours;
import sesevents.questions.Figures.BookDay;
import sesevents.questions.Figures.BounceReason;
import sesevents.questions.Figures.Day;
import sesevents.questions.Figures.Link;
import sesevents.questions.Figures.MailPage;
import sesevents.questions.Figures.Month;
import sesevents.questions.Figures.RawEvent;
import sesevents.questions.Figures.Verdicts;
import sesevents.questions.Mail;
import sesevents.questions.Outcome;
import sesevents.questions.Questions;
import sesevents.questions.Reply;
import sesevents.questions.Search;
import sesevents.questions.Story;

/** What the questions answer about made-up mail, beside what Java works out from its events. */
class SupportQuestionsTest {
    private static final Lifecycles MAIL = Lifecycles.untilNow(7, 420, 5);
    private static Questions questions;
    private static Map<List<String>, Map<String, Object>> rows;
    private static List<Mail> found;

    /** The types of events on which a status rests; on any for the others. */
    private static final Map<String, Set<String>> DECISIVE =
            Map.of(
                    "complained", Set.of("Complaint"),
                    "bounced", Set.of("Bounce"),
                    "rejected", Set.of("Reject"),
                    "failed", Set.of("Rendering Failure"),
                    "delivered", Set.of("Delivery", "Open", "Click"),
                    "delayed", Set.of("DeliveryDelay"));

    @BeforeAll
    static void fill() {
        MAIL.lake();
        questions = questions(Questions.USUAL_MAX_BYTES);
        rows = new HashMap<>();
        List<String> columns = Arrays.asList(StatusOracle.RECIPIENT_COLUMNS.split(", "));
        for (List<Object> row : StatusOracle.recipients(MAIL.distinct())) {
            Map<String, Object> cells = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                cells.put(columns.get(i), row.get(i));
            }
            rows.put(List.of((String) row.get(0), (String) row.get(1)), cells);
        }
        found = all(week());
    }

    private static Questions questions(long maxBytes) {
        return TestLake.questions(maxBytes, InstantSource.system());
    }

    /** "Did she get it?", asked of every mail and recipient, page by page. */
    @Test
    void findTellsOfEveryMailOnceAndRight() {
        List<Mail> mails = found;
        assertTrue(mails.size() > 500, () -> mails.size() + " mails");
        assertEquals(
                rows.keySet(),
                mails.stream().map(SupportQuestionsTest::key).collect(Collectors.toSet()));
        assertEquals(rows.size(), mails.size());
        Map<String, Event> events =
                MAIL.distinct().stream().collect(Collectors.toMap(Event::id, one -> one));
        List<String> wrong = new ArrayList<>();
        for (Mail mail : mails) {
            Map<String, Object> row = rows.get(key(mail));
            Event evidence = events.get(mail.eventId());
            boolean isRight =
                    row.get("status").equals(mail.status())
                            && Objects.equals(row.get("attribution"), mail.attribution())
                            && Objects.equals(row.get("subject"), mail.subject())
                            && Objects.equals(row.get("source"), mail.source())
                            && evidence != null
                            && evidence.messageId().equals(mail.messageId());
            if (!isRight) {
                wrong.add(mail + " <> " + row);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void listsTheLatestMailFirst() {
        List<String> times = found.stream().map(Mail::sentAt).toList();
        assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    }

    @Test
    void eachFilterLeavesTheMailThatFits() {
        Mail some =
                found.stream()
                        .filter(mail -> mail.status().equals("bounced") && mail.subject() != null)
                        .findFirst()
                        .get();
        String address = some.recipient();
        String domain = address.substring(address.indexOf('@'));
        String part = some.subject().substring(2, 8).toUpperCase(Locale.ROOT);
        assertFinds(with(address, "", "", ""), mail -> mail.recipient().equals(address));
        assertFinds(with(domain, "", "", ""), mail -> mail.recipient().endsWith(domain));
        assertFinds(
                with("", part, "", ""),
                mail ->
                        mail.subject() != null
                                && mail.subject()
                                        .toLowerCase(Locale.ROOT)
                                        .contains(part.toLowerCase(Locale.ROOT)));
        for (String status : found.stream().map(Mail::status).collect(Collectors.toSet())) {
            assertFinds(with("", "", status, ""), mail -> mail.status().equals(status));
        }
        Set<String> tagged =
                MAIL.distinct().stream()
                        .filter(
                                event ->
                                        event.json()
                                                .at("/mail/tags/segment/0")
                                                .asText()
                                                .equals("lapsed"))
                        .map(Event::messageId)
                        .collect(Collectors.toSet());
        assertFinds(with("", "", "", "segment=lapsed"), mail -> tagged.contains(mail.messageId()));
    }

    private static void assertFinds(Search search, Predicate<Mail> fits) {
        Set<List<String>> expected =
                found.stream()
                        .filter(fits)
                        .map(SupportQuestionsTest::key)
                        .collect(Collectors.toSet());
        assertFalse(expected.isEmpty(), search::toString);
        assertEquals(
                expected,
                all(search).stream().map(SupportQuestionsTest::key).collect(Collectors.toSet()),
                search::toString);
    }

    /** Asks about one mail of each status and attribution. */
    @Test
    void whoRestsEachStatusOnAnEventThatSaysIt() {
        Map<List<Object>, String> kinds = new HashMap<>();
        rows.values()
                .forEach(
                        row ->
                                kinds.put(
                                        Arrays.asList(row.get("status"), row.get("attribution")),
                                        (String) row.get("message_id")));
        assertTrue(kinds.size() >= 8, kinds::toString);
        for (String id : kinds.values()) {
            Reply<Optional<Story>> reply = questions.who("<" + id + ">");
            assertTrue(reply.price().bytes() > 0 && reply.price().files() > 0);
            Map<String, Event> events =
                    MAIL.distinct().stream()
                            .filter(one -> one.messageId().equals(id))
                            .collect(Collectors.toMap(Event::id, one -> one));
            for (Outcome outcome : reply.answer().get().outcomes()) {
                String status = outcome.mail().status();
                assertEquals(rows.get(key(outcome.mail())).get("status"), status);
                Event evidence = events.get(outcome.eventId());
                assertTrue(evidence != null, () -> status + " of " + id);
                if (DECISIVE.containsKey(status)) {
                    assertTrue(DECISIVE.get(status).contains(evidence.type()), evidence::toString);
                }
                assertEquals(evidence.ingestHour(), outcome.ingestHour());
            }
            assertEquals(events.keySet(), ids(reply.answer().get()));
        }
    }

    @Test
    void rawEventsAreThoseOfTheMail() {
        String id = MAIL.events().getFirst().messageId();
        Set<String> expected =
                MAIL.distinct().stream()
                        .filter(event -> event.messageId().equals(id))
                        .map(Event::id)
                        .collect(Collectors.toSet());
        List<RawEvent> raw = questions.rawEvents(id).answer();
        assertEquals(expected, raw.stream().map(RawEvent::eventId).collect(Collectors.toSet()));
        for (RawEvent event : raw) {
            assertTrue(event.json().contains("\"messageId\" : \"" + id + '"'), event::json);
            assertFalse(event.json().contains("event_id"), event::json);
            assertTrue(event.key().startsWith("events/ingest_hour="), event::key);
        }
    }

    @Test
    void figuresCountTheEventsOnce() {
        assertEquals(
                count("Bounce"),
                questions.deliverability(30).answer().bounces().stream()
                        .mapToLong(BounceReason::bounceCount)
                        .sum());
        assertEquals(
                count("Open") + count("Click"),
                questions.engagement(30).answer().verdicts().stream()
                        .mapToLong(Verdicts::eventCount)
                        .sum());
        assertEquals(
                count("Click"),
                questions.engagement(30).answer().links().stream()
                        .mapToLong(Link::clickCount)
                        .sum());
        assertEquals(
                rows.values().stream().filter(row -> row.get("time_delivered") != null).count(),
                questions.volume(30).answer().stream().mapToLong(Day::deliveredCount).sum());
    }

    @Test
    void aPersonsMonthsAddUpToTheirMail() {
        String address = (String) rows.values().iterator().next().get("recipient");
        assertEquals(
                rows.values().stream()
                        .filter(row -> row.get("recipient").equals(address))
                        .filter(row -> row.get("time_sent") != null)
                        .count(),
                questions.person(address).answer().stream().mapToLong(Month::mailCount).sum());
    }

    @Test
    void theBooksFindEachEventInTheHistory() {
        List<BookDay> books = questions.health().answer().books();
        assertFalse(books.isEmpty());
        books.forEach(day -> assertEquals(0, day.missingCount(), day::toString));
    }

    @Test
    void theBooksMissAnEventThatTheHistoryLost() {
        BookDay day = questions.health().answer().books().getLast();
        Event lost =
                MAIL.distinct().stream()
                        .filter(event -> event.ingestHour().startsWith(day.ingestDate()))
                        .findFirst()
                        .get();
        TestLake.engine()
                .update("delete from event_history where event_id = '%s'".formatted(lost.id()));
        long missing = questions.health().answer().books().getLast().missingCount();
        LocalDateTime hour = Hours.parse(lost.ingestHour()).get();
        new EventHistory(TestLake.engine()).insert(hour, hour.plusHours(1));
        assertEquals(1, missing);
        assertEquals(0, questions.health().answer().books().getLast().missingCount());
    }

    @Test
    void refusesWhatWouldReadTooMuchBeforeItRuns() {
        Questions poor = questions(1);
        UserError refused = assertThrows(UserError.class, () -> poor.reputation());
        assertTrue(refused.getMessage().contains("--max-bytes"), refused::getMessage);
        assertThrows(UserError.class, () -> poor.find(week()));
    }

    private static long count(String type) {
        return MAIL.distinct().stream().filter(event -> event.type().equals(type)).count();
    }

    private static Set<String> ids(Story story) {
        return story.timeline().stream()
                .map(event -> event.eventId())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<String> key(Mail mail) {
        return List.of(mail.messageId(), mail.recipient());
    }

    private static Search week() {
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        return Search.days(today.minusDays(7), today);
    }

    private static Search with(String address, String subject, String status, String tag) {
        Search week = week();
        return new Search(
                address, subject, "", tag, status, week.from(), week.to(), "", "", "", "", "");
    }

    private static List<Mail> all(Search search) {
        List<Mail> mails = new ArrayList<>();
        String after = "";
        while (after != null) {
            MailPage page = questions.find(search, after).answer();
            mails.addAll(page.mails());
            after = page.nextPage();
        }
        return mails;
    }
}
