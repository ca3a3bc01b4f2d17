package sesevents.verify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;

/** What Athena says of the mails that were sent, and whether it takes all that sql/ has. */
record Answers(SimulatorMailing mailing, Queries queries, Poll waiting, SqlTree sql) {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String NOTHING = "nothing";

    /** Comes last in each fate. */
    private static final String FATES =
            """
            select
                message_id,
                status
                || coalesce(' ' || bounce_type, '') || coalesce('/' || bounce_subtype, ''),
                array_join(transform(filter(tags, tag -> tag.name = '%s'), tag -> tag.value), ','),
                array_join(destination, ' ')
            from email_status
            where message_id in (%s)""";

    private static final String RECIPIENTS =
            """
            select recipient, status
            from recipient_status
            where message_id = '%s'
            order by recipient""";

    /** A row of email_status. */
    private record Row(String fate, String tag, String destination) {
        static final Row NONE = new Row(NOTHING, NOTHING, NOTHING);
    }

    void compare(Findings findings) {
        Map<String, Row> rows =
                waiting.until(
                                "the events in Athena",
                                EVERY,
                                LONGEST,
                                () -> Optional.of(rows()).filter(this::isComplete))
                        .orElseGet(this::rows);
        mailing.mailById().forEach((id, mail) -> compare(mail, rows.get(id), findings));
        compareSeveral(findings);
        for (Query query : sql.queries()) {
            findings.compare(
                    "sql/queries/" + query.name(), "runs", queries.ask(query).outcome("runs"));
        }
        for (Query check : sql.checks()) {
            findings.compare("sql/checks/" + check.name(), "0 rows", queries.ask(check).rowCount());
        }
    }

    private Map<String, Row> rows() {
        String ids =
                mailing.mailById().keySet().stream()
                        .map("'%s'"::formatted)
                        .collect(Collectors.joining(", "));
        Map<String, Row> rows = new HashMap<>();
        mailing.mailById().keySet().forEach(id -> rows.put(id, Row.NONE));
        for (List<String> cells :
                queries.ask(FATES.formatted(SimulatorMailing.TAG, ids)).orThrow()) {
            rows.put(cells.get(0), new Row(cells.get(1), cells.get(2), cells.get(3)));
        }
        return rows;
    }

    private boolean isComplete(Map<String, Row> rows) {
        return mailing.mailById().entrySet().stream()
                .allMatch(
                        sent ->
                                sent.getValue()
                                        .fate()
                                        .matcher(rows.get(sent.getKey()).fate())
                                        .matches());
    }

    private static void compare(TestMail mail, Row row, Findings findings) {
        findings.judge(
                "email_status of the mail to " + mail.name(),
                mail.expected(),
                row.fate(),
                mail.fate().matcher(row.fate()).matches());
        findings.compare("tag of the mail to " + mail.name(), mail.name(), row.tag());
        String everybody = mail.everybody().sorted().collect(Collectors.joining(" "));
        findings.compare("recipients of the mail to " + mail.name(), everybody, row.destination());
    }

    private void compareSeveral(Findings findings) {
        String id =
                mailing.mailById().entrySet().stream()
                        .filter(sent -> sent.getValue().equals(TestMail.SEVERAL))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow();
        String seen =
                queries.ask(RECIPIENTS.formatted(id)).orThrow().stream()
                        .map(cells -> "%s %s".formatted(label(cells.get(0)), cells.get(1)))
                        .collect(Collectors.joining(", "));
        findings.compare(
                "recipient_status of To, Cc and Bcc",
                "bcc delivered, cc delivered, to delivered",
                seen);
    }

    private static String label(String address) {
        return address.replaceFirst(".*\\+(.*)@.*", "$1");
    }
}
