package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sesevents.Checkout;

/** What flat_events makes of an event: a row for each address, and in it all that an event says. */
class FlatEventsTest {
    private static final Path EXPECTED =
            Checkout.root().resolve("local/src/test/resources/sesevents/flat_events.txt");

    @Test
    void showsAllThatTheSamplesSay() throws IOException {
        Rows rows =
                TestLake.of(Events.samples())
                        .query(
                                "select * from flat_events order by sent_timestamp, message_id,"
                                        + " event_timestamp, eventtype, recipient");
        assertEquals(Files.readString(EXPECTED), text(rows));

        Set<String> never = new TreeSet<>(rows.columns());
        IntStream.range(0, rows.columns().size())
                .filter(i -> rows.values().stream().anyMatch(row -> row.get(i) != null))
                .forEach(i -> never.remove(rows.columns().get(i)));
        assertEquals(Set.of(), never, "columns that no sample has a value of");
    }

    @Test
    void leavesOutDamagedLinesAndWhatHasNoId() {
        String good = Events.of("Send m1").getFirst();
        TestLake.of(
                List.of(
                        good.substring(0, 60),
                        good.replace("\"event_id\":", "\"not_event_id\":"),
                        good.replace("\"message_id\":", "\"not_message_id\":"),
                        good));
        assertEquals("[m1]", TestLake.answer("select message_id from flat_events"));
    }

    /** A row a paragraph, a column a line, without those that are null. */
    private static String text(Rows rows) {
        return rows.values().stream()
                .map(
                        row ->
                                IntStream.range(0, row.size())
                                        .filter(i -> row.get(i) != null)
                                        .filter(i -> !rows.columns().get(i).equals("ingest_hour"))
                                        .mapToObj(
                                                i ->
                                                        rows.columns().get(i)
                                                                + ": "
                                                                + visible(row.get(i))
                                                                + "\n")
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static String visible(Object value) {
        return value.toString().replace("\n", "\\n").replace("\t", "\\t");
    }
}
