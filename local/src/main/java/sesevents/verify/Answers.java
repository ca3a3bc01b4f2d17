package sesevents.verify;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;

/** What Athena answers about the test mails, and whether it runs every query and check of sql/. */
record Answers(SimulatorMailing mailing, Queries queries) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final String STATUSES =
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

    /** A mail's row in email_status. */
    private record Row(String status, String tag, String recipients) {
        static final Row NONE = new Row("nothing", "nothing", "nothing");
    }

    void compare(Findings findings) {
        Map<TestMail, Row> rows =
                queries.scratch()
                        .until("the events in Athena", LONGEST, this::rows, Answers::areExpected);
        for (TestMail mail : TestMail.ALL) {
            compare(mail, rows.getOrDefault(mail, Row.NONE), findings);
        }
        compareRecipients(findings);
        for (Query query : SqlTree.ofCheckout().queries()) {
            findings.compare(
                    "sql/queries/" + query.name(), "runs", queries.ask(query).outcome("runs"));
        }
        for (Query check : SqlTree.ofCheckout().checks()) {
            findings.compare("sql/checks/" + check.name(), "0 rows", queries.ask(check).rowCount());
        }
    }

    private Map<TestMail, Row> rows() {
        String ids =
                mailing.mailById().keySet().stream()
                        .map("'%s'"::formatted)
                        .collect(Collectors.joining(", "));
        return queries.ask(STATUSES.formatted(SimulatorMailing.TAG, ids)).orThrow().stream()
                .collect(
                        Collectors.toMap(
                                row -> mailing.mailById().get(row.getFirst()),
                                row -> new Row(row.get(1), row.get(2), row.get(3))));
    }

    private static boolean areExpected(Map<TestMail, Row> rows) {
        return TestMail.ALL.stream()
                .allMatch(mail -> mail.isExpected(rows.getOrDefault(mail, Row.NONE).status()));
    }

    private static void compare(TestMail mail, Row row, Findings findings) {
        findings.judge(
                "email_status of the mail to " + mail.name(),
                mail.expected(),
                row.status(),
                mail.isExpected(row.status()));
        findings.compare("tag of the mail to " + mail.name(), mail.name(), row.tag());
        findings.compare(
                "recipients of the mail to " + mail.name(),
                mail.recipients().stream().sorted().collect(Collectors.joining(" ")),
                row.recipients());
    }

    private void compareRecipients(Findings findings) {
        String id = mailing.mailById().lastEntry().getKey();
        findings.compare(
                "recipient_status of To, Cc and Bcc",
                "bcc delivered, cc delivered, to delivered",
                queries.ask(RECIPIENTS.formatted(id)).orThrow().stream()
                        .map(
                                row ->
                                        row.getFirst().replaceFirst(".*\\+(.*)@.*", "$1 ")
                                                + row.getLast())
                        .collect(Collectors.joining(", ")));
    }
}
