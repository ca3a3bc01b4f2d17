package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sesevents.engine.Lifecycles.Event;

/**
 * The views over thousands of made-up mails, all but the last hours of them in history: each has
 * the rows that another account of the same events has, in Java.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MadeUpMailTest {
    private static final List<Oracle> ORACLES =
            List.of(
                    new Oracle(
                            "select " + StatusOracle.RECIPIENT_COLUMNS + " from recipient_status",
                            StatusOracle::recipients),
                    new Oracle(
                            "select " + StatusOracle.MESSAGE_COLUMNS + " from email_status",
                            StatusOracle::messages),
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
            return dynamicTest(view, () -> assertEquals(expected(), rowsOf(sql)));
        }

        List<String> expected() {
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
        assertTrue(mail.distinct().size() < mail.events().size(), "no event came twice");
        mail.lake();
    }

    @TestFactory
    Stream<DynamicTest> hasTheRowsOfItsOracle() {
        return ORACLES.stream().map(Oracle::test);
    }

    /** The last test, since it replaces the lake of the others. */
    @Order(Integer.MAX_VALUE)
    @TestFactory
    Stream<DynamicTest> hasThemInAnyOrderAndHoweverOftenEventsCame() {
        mail.shuffledTwice(4);
        return ORACLES.stream().map(Oracle::test);
    }

    /** Else the oracles would prove less than they seem to. */
    @Test
    void everyKindOfOutcomeIsAmongThem() {
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

    /** The view does not know which readers are made up as machines; their user agents tell. */
    @Test
    void findsTheMachinesAmongTheReaders() {
        assertEquals(
                "[true]",
                TestLake.answer(
                        """
                        select 100 * count_if((verdict = 'machine') <> (
                            user_agent like '%Chrome/79.%' or user_agent like '%Edge/12.%'
                            or user_agent = 'Mozilla/5.0')) < count(*)
                        from engagement_events"""));
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

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "max(event_timestamp) filter (where fact = 'Delivery')",
                        "min(event_timestamp) filter (where fact = 'Delivery')"),
                arguments(
                        "max(event_timestamp) filter (where fact = 'Open') as",
                        "arbitrary(event_timestamp) filter (where fact = 'Open') as"),
                arguments("max(address_count)", "sum(address_count)"),
                arguments("fact = 'Open' and concerned_count = 1", "fact = 'Open'"),
                arguments("if(is_concerned, eventtype)", "eventtype"),
                arguments(
                        "when bounce is not null",
                        "when bounce is not null and time_delivered is null"));
    }

    /** A broken view must not get past the oracle. */
    @ParameterizedTest
    @MethodSource("mistakes")
    void theOracleNoticesAMistakeInRecipientStatus(String right, String wrong) {
        String view = TestLake.view("recipient_status").query();
        assertTrue(view.contains(right), right);
        Oracle oracle = ORACLES.getFirst();
        String broken = "(" + view.replace(right, wrong) + ")";
        assertNotEquals(
                oracle.expected(), rowsOf(oracle.sql().replace("recipient_status", broken)));
    }

    private static List<String> rowsOf(String sql) {
        return TestLake.engine().query(sql).values().stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
