package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import sesevents.engine.Lifecycles.Event;

/**
 * The views over thousands of made-up mails, all but the last hours of them in history: each has
 * the rows that another account of the same events has, in Java.
 */
class MadeUpMailTest {
    private static final List<Oracle> ORACLES =
            List.of(
                    new Oracle(
                            "select " + StatusOracle.RECIPIENT_COLUMNS + " from recipient_status",
                            events -> new StatusOracle(events).recipients()),
                    new Oracle(
                            "select " + StatusOracle.MESSAGE_COLUMNS + " from email_status",
                            events -> new StatusOracle(events).messages()),
                    new Oracle("select * from daily_rates", DailyRatesOracle::rows),
                    new Oracle("select * from reputation", ReputationOracle::rows),
                    new Oracle(EngagementOracle.EVENTS, EngagementOracle::events),
                    new Oracle(EngagementOracle.MESSAGES, EngagementOracle::messages),
                    new Oracle(EventOracle.TIMELINE, of("", EventOracle::told)),
                    new Oracle(EventOracle.CLICKS, of("Click", EventOracle::click)),
                    new Oracle(
                            EventOracle.SUBSCRIPTIONS,
                            of("Subscription", EventOracle::subscription)),
                    new Oracle(EventOracle.BOUNCES, of("Bounce", EventOracle::bounce)),
                    new Oracle(TimeOracle.DELAYS, TimeOracle::delays),
                    new Oracle(TimeOracle.FRESHNESS, TimeOracle::freshness),
                    new Oracle(TimeOracle.LATENCIES, TimeOracle::latencies));

    private static Lifecycles mail;

    private record Oracle(String sql, Function<Collection<Event>, List<?>> rows) {
        DynamicTest test() {
            String view = sql.substring(sql.lastIndexOf(' ') + 1);
            return dynamicTest(view, () -> assertEquals(sorted(rows), rowsOf(sql)));
        }

        private static List<String> sorted(Function<Collection<Event>, List<?>> rows) {
            return rows.apply(mail.distinct()).stream().map(Object::toString).sorted().toList();
        }
    }

    private static Function<Collection<Event>, List<?>> of(
            String type, Function<Event, List<Object>> row) {
        return events ->
                events.stream()
                        .filter(event -> type.isEmpty() || event.type().equals(type))
                        .map(row)
                        .toList();
    }

    @BeforeAll
    static void makeUp() {
        mail = Lifecycles.untilNow(23, 4_000, 6);
    }

    @TestFactory
    Stream<DynamicTest> hasTheRowsOfItsOracle() {
        mail.lake();
        return ORACLES.stream().map(Oracle::test);
    }

    @TestFactory
    Stream<DynamicTest> hasThemInAnyOrderAndHoweverOftenEventsCame() {
        mail.shuffledTwice(4);
        return ORACLES.stream().map(Oracle::test);
    }

    /** Else the oracles would prove less than they seem to. */
    @Test
    void everyKindOfOutcomeIsAmongThem() {
        mail.lake();
        assertEquals(
                Set.of(
                        "ambiguous",
                        "bounced",
                        "complained",
                        "delayed",
                        "delivered",
                        "failed",
                        "only_recipient",
                        "rejected",
                        "sent"),
                words("recipient_status", "status, attribution"));
        assertEquals(
                Set.of(
                        "auto_reply",
                        "content",
                        "full",
                        "suppressed",
                        "unknown_mailbox",
                        "unreachable"),
                words("bounce_reasons", "reason"));
    }

    private static Set<Object> words(String view, String columns) {
        String sql =
                "select array_agg(distinct word) from %s cross join unnest(array[%s]) as t (word)"
                        + " where word is not null";
        Object words =
                TestLake.engine()
                        .query(sql.formatted(view, columns))
                        .values()
                        .getFirst()
                        .getFirst();
        return Set.copyOf((List<?>) words);
    }

    /** A broken view must not get past the oracle. */
    @TestFactory
    Stream<DynamicTest> theOracleOfRecipientsNoticesAMistake() {
        mail.lake();
        Oracle recipients = ORACLES.getFirst();
        List<String> expected = Oracle.sorted(recipients.rows());
        String view = TestLake.view("recipient_status").query();
        Map<String, String> mistakes = new TreeMap<>();
        mistakes.put(
                "max(event_timestamp) filter (where fact = 'Delivery')",
                "min(event_timestamp) filter (where fact = 'Delivery')");
        mistakes.put(
                "max(event_timestamp) filter (where fact = 'Open') as",
                "arbitrary(event_timestamp) filter (where fact = 'Open') as");
        mistakes.put("max(address_count)", "sum(address_count)");
        mistakes.put("fact = 'Open' and concerned_count = 1", "fact = 'Open'");
        mistakes.put("if(is_concerned, eventtype)", "eventtype");
        mistakes.put(
                "when bounce is not null", "when bounce is not null and time_delivered is null");
        return mistakes.entrySet().stream()
                .map(
                        mistake ->
                                dynamicTest(
                                        mistake.getValue(),
                                        () -> {
                                            assertTrue(view.contains(mistake.getKey()));
                                            String broken =
                                                    view.replace(
                                                            mistake.getKey(), mistake.getValue());
                                            assertNotEquals(
                                                    expected,
                                                    rowsOf(
                                                            recipients
                                                                    .sql()
                                                                    .replace(
                                                                            "recipient_status",
                                                                            "(" + broken + ")")));
                                        }));
    }

    private static List<String> rowsOf(String sql) {
        return TestLake.engine().query(sql).values().stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
