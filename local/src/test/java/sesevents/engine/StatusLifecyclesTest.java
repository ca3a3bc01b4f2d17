package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Thousands of lifecycles, all but the last hours of them in history: both status views must say of
 * each what its events say.
 */
class StatusLifecyclesTest {
    private static final String RECIPIENTS =
            "select " + StatusOracle.RECIPIENT_COLUMNS + " from recipient_status";
    private static final String MESSAGES =
            "select " + StatusOracle.MESSAGE_COLUMNS + " from email_status";

    private static Lifecycles mail;
    private static StatusOracle oracle;
    private static Engine engine;

    @BeforeAll
    static void fill() {
        mail = Lifecycles.untilNow(23, 3_000, 6);
        oracle = new StatusOracle(mail.distinct());
        engine = mail.lake();
    }

    @Test
    void everyRecipientHasTheRowThatItsEventsMake() {
        assertEquals(oracle.recipients(), rows(RECIPIENTS));
    }

    @Test
    void everyMessageHasTheRowThatItsEventsMake() {
        assertEquals(oracle.messages(), rows(MESSAGES));
    }

    /** Else the two tests above would prove less than they seem to. */
    @Test
    void everyKindOfFateIsAmongThem() {
        assertEquals(
                Stream.of(
                                "ambiguous",
                                "bounced",
                                "complained",
                                "delayed",
                                "delivered",
                                "failed",
                                "only_recipient",
                                "rejected",
                                "sent")
                        .map(word -> "[" + word + "]")
                        .toList(),
                rows(
                        "select distinct word from recipient_status"
                                + " cross join unnest(array[status, attribution]) as t (word)"
                                + " where word is not null"));
    }

    @Test
    void noOrderAndNoRepetitionChangesARow() {
        mail.shuffledTwice(4);
        assertEquals(oracle.recipients(), rows(RECIPIENTS));
        assertEquals(oracle.messages(), rows(MESSAGES));
    }

    /** A broken view must not get past the oracle: text is exchanged in the views as they stand. */
    @TestFactory
    Stream<DynamicTest> theOracleNoticesAViewThatIsBroken() {
        Map<String, List<String>> broken = new LinkedHashMap<>();
        broken.put("as it stands", List.of("", ""));
        broken.put(
                "min for max",
                List.of(
                        "max(event_timestamp) filter (where fact = 'Delivery')",
                        "min(event_timestamp) filter (where fact = 'Delivery')"));
        broken.put(
                "any value",
                List.of(
                        "max(event_timestamp) filter (where fact = 'Open') as",
                        "arbitrary(event_timestamp) filter (where fact = 'Open') as"));
        broken.put("sum for max", List.of("max(address_count)", "sum(address_count)"));
        broken.put(
                "credit everybody",
                List.of("fact = 'Open' and concerned_count = 1", "fact = 'Open'"));
        broken.put("blame everybody", List.of("if(is_concerned, eventtype)", "eventtype"));
        broken.put(
                "let a Delivery hide a Bounce",
                List.of(
                        "when bounce is not null",
                        "when bounce is not null and time_delivered is null"));
        return broken.entrySet().stream()
                .map(
                        one ->
                                DynamicTest.dynamicTest(
                                        one.getKey(),
                                        () -> assertNoticed(one.getValue(), one.getKey())));
    }

    private static void assertNoticed(List<String> exchange, String name) {
        String view = TestLake.view("recipient_status").query();
        assertTrue(view.contains(exchange.getFirst()), exchange.getFirst());
        List<String> rows =
                rows(
                        RECIPIENTS.replace(
                                "recipient_status",
                                "(" + view.replace(exchange.getFirst(), exchange.getLast()) + ")"));
        if (name.equals("as it stands")) {
            assertEquals(oracle.recipients(), rows);
            return;
        }
        assertNotEquals(oracle.recipients(), rows);
    }

    private static List<String> rows(String sql) {
        return engine.query(sql).values().stream().map(Object::toString).sorted().toList();
    }
}
