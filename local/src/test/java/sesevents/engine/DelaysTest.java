package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sesevents.engine.Lifecycles.Event;

class DelaysTest {
    private static final String PAST = "2026-02-03T00:00:00.000Z";
    private static final String FUTURE = "2999-01-01T01:00:00.000+01:00";
    private static final String ENDS =
            "select message_id, recipient, outcome, time_ended, seconds_delayed, delay_count"
                    + " from delays order by message_id, recipient";

    @Test
    void saysHowLongItTookAndHowItEnded() {
        today(
                new Events()
                        .at("08:00:00.000", "DeliveryDelay", "m1", general(PAST))
                        .at("08:30:00.000", "Delivery", "m1", "'recipients':['A@x.org']")
                        .at("09:00:00.000", "Bounce", "m1", bounce("a@x.org"))
                        .at("08:00:00.000", "DeliveryDelay", "m2", general(PAST))
                        .at("22:00:00.000", "Bounce", "m2", bounce("A@X.org"))
                        .at("08:00:00.000", "DeliveryDelay", "m3", general(PAST))
                        .at("09:00:00.000", "Delivery", "m3", "'recipients':['a@x.org']")
                        .at("09:00:00.000", "Bounce", "m3", bounce("a@x.org"))
                        .at("08:00:00.000", "DeliveryDelay", "m4", general(PAST))
                        .at("08:00:00.000", "DeliveryDelay", "m5", general(FUTURE))
                        .at("08:00:00.000", "DeliveryDelay", "m6", general("soon"))
                        // Only those who waited, and each for himself.
                        .at("08:00:00.000", "Delivery", "m7", "'recipients':['a@x.org']")
                        .at(
                                "08:00:00.000",
                                "DeliveryDelay",
                                "m8",
                                delay("General", FUTURE, "a@x.org", "b@x.org"))
                        .at("08:00:10.000", "Delivery", "m8", "'recipients':['b@x.org','c@x.org']")
                        .add("DeliveryDelay", "m9", "", ""));
        assertEquals(
                """
                [m1, a@x.org, delivered, 2026-02-02 08:30:00.000, 81000, 1]
                [m2, a@x.org, bounced, 2026-02-02 22:00:00.000, 129600, 1]
                [m3, a@x.org, bounced, 2026-02-02 09:00:00.000, 82800, 1]
                [m4, a@x.org, unknown, null, null, 1]
                [m5, a@x.org, waiting, null, null, 1]
                [m6, a@x.org, waiting, null, null, 1]
                [m8, a@x.org, waiting, null, null, 1]
                [m8, b@x.org, delivered, 2026-02-02 08:00:10.000, 79210, 1]
                [m9, , waiting, null, null, 1]""",
                TestLake.answer(ENDS));
    }

    @Test
    void keepsWhatTheLatestDelaySaid() {
        Events events =
                new Events()
                        .at(
                                "08:00:00.000",
                                "DeliveryDelay",
                                "m1",
                                delay("MailboxFull", FUTURE, "a@x.org"))
                        .at("10:00:00.000", "DeliveryDelay", "m1", general(PAST))
                        .at(
                                "10:00:00.000",
                                "DeliveryDelay",
                                "m1",
                                delay("IPFailure", PAST, "A@x.org"))
                        .at(
                                "09:00:00.000",
                                "DeliveryDelay",
                                "m1",
                                delay("Undetermined", PAST, "a@x.org"))
                        .add(
                                "Delivery",
                                "m1",
                                "'commonHeaders':{'subject':'Hi'}",
                                "'delivery':{'timestamp':'2026-02-02T11:00:00Z','recipients':['b@y.org']}");
        today(events, events);
        assertEquals(
                "[m1, a@x.org, x.org, null, 2026-02-01 10:00:00.000, 2026-02-02 08:00:00.000,"
                        + " 2026-02-02 10:00:00.000, 4, IPFailure, 421 IPFailure, 2026-02-03 00:00:00.000,"
                        + " unknown, null, null]",
                TestLake.answer("select * from delays"));
    }

    @Test
    void readsTheSubjectOfMailThatWaitsFromItsSendEvent() {
        today(
                new Events()
                        .add(
                                "Send",
                                "m1",
                                "'destination':['A@x.org','b@x.org'],'commonHeaders':{'subject':'Hi'}",
                                "")
                        .at("08:00:00.000", "DeliveryDelay", "m1", general(FUTURE)));
        assertEquals(
                "[m1, a@x.org, Hi, waiting, null, null]",
                TestLake.answer(
                        "select message_id, recipient, subject, outcome, time_ended, seconds_delayed"
                                + " from delays"));
    }

    @Test
    void hasOfTheMailsRecipientsThoseWhoWait() {
        today(
                new Events()
                        .add(
                                "DeliveryDelay",
                                "m1",
                                "'destination':['a@x.org','b@x.org']",
                                "'deliveryDelay':{%s}".formatted(general(FUTURE))));
        assertEquals("[m1, a@x.org, waiting, null, null, 1]", TestLake.answer(ENDS));
    }

    @Test
    void takesOfDelaysAtOneTimeTheExpirationOfTheGreaterEventId() {
        String later = "2026-02-04T00:00:00.000Z";
        List<String> lines =
                new Events()
                        .at("08:00:00.000", "DeliveryDelay", "m1", general(PAST))
                        .at("08:00:00.000", "DeliveryDelay", "m1", general(later))
                        // No time: the one before it holds.
                        .at("09:00:00.000", "DeliveryDelay", "m1", general("soon"))
                        .lines();
        TestLake.of(lines);
        Object ofGreater =
                TestLake.engine()
                        .query(
                                "select cast(from_iso8601_timestamp(deliverydelay.expirationtime) as date)"
                                        + " from ses_events where deliverydelay.expirationtime <> 'soon'"
                                        + " order by event_id desc limit 1")
                        .values()
                        .getFirst()
                        .getFirst();
        assertEquals(
                "[%s]".formatted(ofGreater),
                TestLake.answer("select cast(time_given_up as date) from delays"));
    }

    @Test
    void reads36DaysOfArrivals() {
        LocalDate today = TestLake.today();
        Events events = new Events();
        for (String id : List.of("m36", "m35")) {
            events.at("08:00:00.000", "DeliveryDelay", id, general(FUTURE));
        }
        TestLake.of(today.minusDays(36) + "-23", events.lines().subList(0, 1));
        TestLake.event(today.minusDays(35) + "-00", events.lines().subList(1, 2));
        TestLake.refresh();
        assertEquals("[m35, a@x.org, waiting, null, null, 1]", TestLake.answer(ENDS));
    }

    @Test
    void followsEveryDelayOfMadeUpMailToItsEnd() {
        Lifecycles mail = Lifecycles.untilNow(25, 6_000, 5);
        List<List<Object>> expected = expected(mail);
        // Whether a mail still waits depends on the clock, so here it has ended or not.
        String all =
                "select message_id, recipient, recipient_domain, time_sent, time_first_delayed,"
                        + " time_last_delayed, delay_count, delay_type, diagnostic_code, time_given_up,"
                        + " if(outcome in ('waiting', 'unknown'), null, outcome), time_ended,"
                        + " seconds_delayed from delays order by message_id, recipient";
        assertEquals(expected, mail.lake().query(all).values());
        assertEquals(expected, mail.shuffledTwice(12).query(all).values());
    }

    private static List<List<Object>> expected(Lifecycles mail) {
        TreeMap<String, List<Event>> delayed = new TreeMap<>();
        TreeMap<String, List<Event>> ended = new TreeMap<>();
        for (Event event : mail.distinct()) {
            for (String recipient : event.recipients()) {
                String key = event.messageId() + " " + recipient;
                switch (event.type()) {
                    case "DeliveryDelay" ->
                            delayed.computeIfAbsent(key, _ -> new ArrayList<>()).add(event);
                    case "Delivery", "Bounce" ->
                            ended.computeIfAbsent(key, _ -> new ArrayList<>()).add(event);
                    default -> {}
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        delayed.forEach((key, delays) -> rows.add(row(key, delays, ended.get(key))));
        return rows;
    }

    private static List<Object> row(String key, List<Event> delays, List<Event> ends) {
        delays.sort(Comparator.comparing(Event::time));
        Event last = delays.getLast();
        Event end =
                ends == null ? null : ends.stream().min(Comparator.comparing(Event::time)).get();
        String recipient = key.split(" ")[1];
        JsonNode report = last.json().at("/deliveryDelay/delayedRecipients/0");
        return Arrays.asList(
                last.messageId(),
                recipient,
                recipient.split("@")[1],
                Lifecycles.sql(last.sentAt()),
                Lifecycles.sql(delays.getFirst().time()),
                Lifecycles.sql(last.time()),
                (long) delays.size(),
                last.text("/deliveryDelay/delayType"),
                report.get("diagnosticCode").textValue(),
                Lifecycles.sql(Instant.parse(last.text("/deliveryDelay/expirationTime"))),
                end == null ? null : end.type().equals("Bounce") ? "bounced" : "delivered",
                end == null ? null : Lifecycles.sql(end.time()),
                end == null ? null : Duration.between(last.sentAt(), end.time()).toSeconds());
    }

    private static void today(Events... events) {
        TestLake.empty();
        for (Events some : events) {
            TestLake.event(TestLake.hoursAgo(0), some.lines());
        }
    }

    private static String general(String expiration) {
        return delay("General", expiration, "a@x.org");
    }

    private static String delay(String type, String expiration, String... recipients) {
        List<String> reports = new ArrayList<>();
        for (String recipient : recipients) {
            reports.add(
                    "{'emailAddress':'%s','diagnosticCode':'421 %s'}".formatted(recipient, type));
        }
        return "'delayType':'%s','expirationTime':'%s','delayedRecipients':%s"
                .formatted(type, expiration, reports);
    }

    private static String bounce(String recipient) {
        return "'bouncedRecipients':[{'emailAddress':'%s'}]".formatted(recipient);
    }
}
