package sesevents.bench.sql;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import sesevents.engine.Engine;
import sesevents.engine.EventHistory;
import sesevents.sql.HiveTable;
import sesevents.sql.SqlTree;

/**
 * Makes event_history several times as large, by SQL: it repeats each row with another event,
 * message and address. Values are as random as before, so files grow as they would with more mail.
 */
record Growth(Engine engine, int times) {
    private static final String ROWS =
            """
            insert into event_history
            select %s
            from event_history as rows
            cross join unnest(sequence(2, %d)) as copies (number)
            where ingest_hour >= '%s-00' and ingest_hour <= '%3$s-23'
            """;

    /**
     * Inserts a day at a time and merges a month at a time, since the writer of each partition
     * keeps its rows in memory.
     */
    void grow(Consumer<String> progress) {
        String columns =
                SqlTree.ofCheckout().icebergTables().getFirst().columns().stream()
                        .map(HiveTable.Column::name)
                        .map(Growth::expression)
                        .collect(Collectors.joining(", "));
        Map<String, List<String>> months =
                engine
                        .query("select distinct substr(ingest_hour, 1, 10) from event_history")
                        .values()
                        .stream()
                        .map(row -> (String) row.getFirst())
                        .collect(Collectors.groupingBy(day -> day.substring(0, 7)));
        months.forEach(
                (month, days) -> {
                    progress.accept("%d times the mail of %s ...".formatted(times, month));
                    days.forEach(day -> engine.update(ROWS.formatted(columns, times, day)));
                    new EventHistory(engine).merge();
                });
    }

    /** A message keeps the sixteen digits that hold its time, an address its domain. */
    private static String expression(String column) {
        return switch (column) {
            case "event_id" -> "substr(" + hash(column) + ", 1, length(event_id))";
            case "message_id" ->
                    "concat(substr(message_id, 1, 16), '-', substr(%s, 1, 8), substr(%1$s, 9, 24), '-000000')"
                            .formatted(hash(column));
            case "recipient" ->
                    "if(recipient = '', '', concat(substr(%s, 1, 6), recipient))"
                            .formatted(hash(column));
            default -> column;
        };
    }

    private static String hash(String column) {
        return "lower(to_hex(md5(to_utf8(concat(%s, cast(number as varchar))))))".formatted(column);
    }
}
