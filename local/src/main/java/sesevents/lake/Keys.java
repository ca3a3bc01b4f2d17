package sesevents.lake;

import java.time.LocalDate;
import java.time.LocalDateTime;

/** Where the log's objects lie in a bucket, and in the folder of a lake. */
public final class Keys {
    public static final String EVENTS = "events/";
    public static final String QUARANTINE = "quarantine/";

    /** Objects of the quarantine whose records were all sent again. */
    public static final String REPLAYED = "replayed/";

    /** Holds an empty object for each object of the source backup that was sent again. */
    public static final String REPLAYED_BACKUP = REPLAYED + "source-backup/";

    /** Firehose puts the hour behind it: {@code events/ingest_hour=2026-01-31-10/}. */
    public static final String HOURS = EVENTS + "ingest_hour=";

    public static final String HISTORY = "history/";

    static final String OFFERED = "offered/";

    private Keys() {}

    /** The prefix of the events that arrived in an hour. */
    public static String hour(LocalDateTime hour) {
        return HOURS + Hours.text(hour) + "/";
    }

    /** The prefix of a day in the source backup: {@code backup/2026/01/31/}. */
    public static String backup(LocalDate day) {
        return "backup/%s/".formatted(day.toString().replace('-', '/'));
    }

    /**
     * The prefix of a day's last hour in the source backup. Its objects may hold records of the
     * next day: an object is named for its oldest record, and holds up to 15 minutes of them.
     */
    public static String backupBeforeMidnight(LocalDate day) {
        return backup(day) + "23/";
    }
}
