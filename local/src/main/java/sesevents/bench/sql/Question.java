package sesevents.bench.sql;

import java.util.List;
import java.util.stream.Collectors;
import sesevents.athena.Athena;

/** What is asked of both designs; the statements differ in names alone. */
enum Question {
    ONE_RECIPIENT("one recipient, all history"),
    LAST_DAY("last day's messages"),
    EMAIL_STATUS("whole email_status"),
    UNNEST("the sample's UNNEST query");

    private static final String UNNESTED =
            "select * from %s cross join unnest(destination) as t (email) where t.email = '%s'"
                    + " order by time_sent desc";

    final String words;

    Question(String words) {
        this.words = words;
    }

    String ofOurs(Athena athena, String recipient) {
        return switch (this) {
            case ONE_RECIPIENT ->
                    "select * from recipient_status where recipient = '%s'".formatted(recipient);
            case LAST_DAY ->
                    "select * from recent_email_status where time_sent >= current_date - interval '1' day";
            case EMAIL_STATUS -> everything(athena, "email_status");
            case UNNEST -> UNNESTED.formatted("email_status", recipient);
        };
    }

    /** Times are text there. */
    String ofSeed(Athena athena, String view, String recipient) {
        return switch (this) {
            case ONE_RECIPIENT ->
                    "select * from %s where contains(destination, '%s')".formatted(view, recipient);
            case LAST_DAY ->
                    ("select * from %s where time_sent >= cast(current_date - interval '1' day as"
                                    + " varchar)")
                            .formatted(view);
            case EMAIL_STATUS -> everything(athena, view);
            case UNNEST -> UNNESTED.formatted(view, recipient);
        };
    }

    /** Each value is looked at, none comes back. */
    private static String everything(Athena athena, String view) {
        List<String> columns = athena.query("select * from " + view + " limit 0").columns();
        return columns.stream()
                .map("count(%s)"::formatted)
                .collect(Collectors.joining(", ", "select ", " from " + view));
    }
}
