package sesevents.questions;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import sesevents.UserError;
import sesevents.engine.Database;
import sesevents.engine.Rows;

/**
 * Refuses a question before it runs if event_history has more bytes in the months that the question
 * reads. The last hours, which every question reads from ses_events, are not counted.
 */
final class Budget {
    /** event_history has as many files a month, each with the addresses of one bucket. */
    private static final int BUCKETS = 32;

    private final Database database;
    private final String name;
    private final long maxBytes;
    private TreeMap<String, Long> bytesByMonth;
    private long readAt;

    /**
     * @param name of the database with the tables
     */
    Budget(Database database, String name, long maxBytes) {
        this.database = database;
        this.name = name;
        this.maxBytes = maxBytes;
    }

    /**
     * The part of event_history that a question reads.
     *
     * @param from the first month
     * @param isOneRecipient whether it is about one address
     */
    record Reach(YearMonth from, boolean isOneRecipient) {
        static final Reach NOTHING = new Reach(YearMonth.of(9999, 1), false);
        static final Reach ONE_RECIPIENT = new Reach(YearMonth.of(2011, 1), true);
    }

    void check(Reach reach) {
        if (reach.equals(Reach.NOTHING)) {
            return;
        }
        long bytes =
                byMonth().tailMap(reach.from().toString()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
        long estimate = reach.isOneRecipient() ? bytes / BUCKETS : bytes;
        if (estimate > maxBytes) {
            throw new UserError(
                    "this would read about %,d MB of event_history, more than the %,d MB of"
                            + " --max-bytes; ask about fewer days or one address, or raise"
                            + " --max-bytes",
                    estimate / 1_000_000, maxBytes / 1_000_000);
        }
    }

    /** A server that lives for days sees new months, because the sizes are read each hour. */
    private synchronized TreeMap<String, Long> byMonth() {
        long now = System.nanoTime();
        if (bytesByMonth == null || now - readAt > TimeUnit.HOURS.toNanos(1)) {
            readAt = now;
            Question months = Question.of("months", name, Map.of());
            Rows rows = database.query(months.sql(), months.values());
            bytesByMonth = new TreeMap<>();
            for (List<Object> row : rows.values()) {
                bytesByMonth.put((String) row.get(0), ((Number) row.get(1)).longValue());
            }
        }
        return bytesByMonth;
    }
}
