package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;

class ChecksTest {
    // Old enough to be in the history at any time of the day.
    private static final String HOUR = Events.dated("{2}-23");
    private static final String SAMPLES_HOUR = "2026-02-01-23";
    private static final String FAILED =
            """
            {"rawData":"aGk=","errorCode":"Lambda.ProcessingFailedStatus","attemptsMade":1}""";
    private static final String GOOD =
            Events.of(
                            "Delivery m1 09:00 to: [Ann <A@x.org>], of: [Ann <A@x.org>],"
                                    + " arrived: '{2}T23:00:00.123Z'")
                    .getFirst();

    /** What each check must find: an exchange in the good line, or other rows of email_status. */
    private static Map<String, Stream<Broken>> broken() {
        return Map.ofEntries(
                entry(
                        "columns_agree_with_event",
                        line("\"message_id\":\"m1\"", "\"message_id\":\"m2\""),
                        line(" 10:00:00.000", " 10:00:00.001")),
                entry(
                        "destinations_are_sorted_sets",
                        view("select 'm' as message_id, array['b', 'a'] as destination"),
                        view("select 'm' as message_id, array['a', 'a'] as destination"),
                        view("select 'm' as message_id, array['A'] as destination"),
                        view("select 'm' as message_id, array['a <b>'] as destination"),
                        view(
                                "select 'm' as message_id, cast(null as array(varchar)) as destination")),
                entry(
                        "event_id_means_one_event",
                        more("m1", "m2"),
                        more("\"eventType\":\"Delivery\"", "\"eventType\":\"Send\""),
                        more(" 09:00:00.000", " 09:01:00.000")),
                entry(
                        "every_event_has_its_columns",
                        line("\"event_id\":", "\"not_event_id\":"),
                        line("\"event_timestamp\":", "\"not_event_timestamp\":"),
                        line("\"message_id\":", "\"not_message_id\":"),
                        line("\"sent_timestamp\":", "\"not_sent_timestamp\":"),
                        line("\"recipients\":[\"a", "\"not_recipients\":[\"a"),
                        line("\"tags\":", "\"not_tags\":"),
                        line("\"ingest_timestamp\":", "\"not_ingest_timestamp\":")),
                entry(
                        "every_line_is_readable",
                        line("\"eventType\":", "\"eventType"),
                        line("\"eventType\":", "\"type\":")),
                entry("every_message_has_a_status", view("select 'm2' as message_id")),
                entry(
                        "ingest_hour_fits_arrival",
                        line(" 23:00:00.123", " 22:59:59.999"),
                        line(Events.dated("{2} 23:00:00.123"), Events.dated("{1} 01:00:00.000"))),
                // Nothing refreshes the history here.
                entry("history_has_every_event", more("m1", "m2")),
                entry(
                        "one_status_per_message",
                        view("select * from (values 'm1', 'm1') as t (message_id)")),
                entry(
                        "quarantine_can_be_put_again",
                        failed(FAILED.replace("aGk=", "a")),
                        failed(FAILED.replace("rawData", "data")),
                        failed("cut off")),
                entry(
                        "recipients_are_bare_addresses",
                        line("[\"a@x.org\"]", "[\"A@x.org\"]"),
                        line("[\"a@x.org\"]", "[\"b@x.org\",\" a@x.org\"]"),
                        line("[\"a@x.org\"]", "[\"ann <a@x.org>\"]")));
    }

    private static Map.Entry<String, Stream<Broken>> entry(String check, Broken... broken) {
        return Map.entry(check, Stream.of(broken));
    }

    /** All events there are; with the hour in it, Trino lists one folder. */
    private static final String EVENTS =
            "(select *, \"$path\" from ses_events where ingest_hour = '%s')".formatted(HOUR);

    private record Broken(List<String> events, List<String> failed, String emailStatus) {}

    @Test
    void returnNothingOverGoodData() throws IOException {
        Engine engine = TestLake.of(SAMPLES_HOUR, Events.samples());
        TestLake.event(SAMPLES_HOUR, Events.samples());
        TestLake.failed("processing-failed", "2026-02-01", List.of(FAILED));
        TestLake.refresh();
        for (Query check : checks()) {
            assertEquals(
                    List.of(),
                    engine.query(check.statement(Query.DATABASE)).values(),
                    check.name());
        }
    }

    @Test
    void findWhatIsBroken() {
        assertEquals(new TreeSet<>(checks().stream().map(Query::name).toList()), broken().keySet());
        for (Query check : checks()) {
            broken().get(check.name()).forEach(broken -> assertFound(check, broken));
        }
    }

    private static void assertFound(Query check, Broken broken) {
        Engine engine = TestLake.of(HOUR, broken.events());
        TestLake.failed("processing-failed", "2026-02-01", broken.failed());
        String sql =
                check.statement(Query.DATABASE)
                        .replaceAll("(?<=from )ses_events", Matcher.quoteReplacement(EVENTS));
        if (broken.emailStatus() != null) {
            sql = sql.replaceAll("(from|join) email_status", "$1 (" + broken.emailStatus() + ")");
        }
        assertFalse(
                engine.query(sql).values().isEmpty(), check.name() + " sees nothing in " + broken);
    }

    private static Broken line(String good, String bad) {
        return new Broken(List.of(replaced(good, bad)), List.of(FAILED), null);
    }

    private static Broken more(String good, String bad) {
        return new Broken(List.of(GOOD, replaced(good, bad)), List.of(FAILED), null);
    }

    private static Broken failed(String line) {
        return new Broken(List.of(GOOD), List.of(line), null);
    }

    private static Broken view(String select) {
        return new Broken(List.of(GOOD), List.of(FAILED), select);
    }

    private static String replaced(String good, String bad) {
        String line = GOOD.replace(good, bad);
        assertFalse(line.equals(GOOD), good + " is not in " + GOOD);
        return line;
    }

    private static List<Query> checks() {
        return SqlTree.ofCheckout().checks();
    }
}
