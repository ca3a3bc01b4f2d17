package sesevents.cli;

import java.io.PrintWriter;
import sesevents.questions.Mail;
import sesevents.questions.Outcome;
import sesevents.questions.Story;
import sesevents.questions.TimelineEvent;

/** Prints what is known of a mail: a line for each recipient, then the events behind it. */
final class WhoPrinter {
    private WhoPrinter() {}

    static void print(Story answer, PrintWriter out) {
        answer.outcomes().forEach(outcome -> out.println(line(outcome)));
        Mail mail = answer.outcomes().getFirst().mail();
        out.printf(
                "%n%s from %s%s%n",
                Cell.line(mail.messageId()),
                Cell.line(mail.source()),
                answer.tenant() == null ? "" : ", tenant " + Cell.line(answer.tenant()));
        for (TimelineEvent event : answer.timeline()) {
            out.printf("  %s  %s%n", second(event.time()), Cell.line(event.what()));
        }
        for (Outcome outcome : answer.outcomes()) {
            if (outcome.eventId() != null) {
                out.printf(
                        "  evidence: event %s in events/ingest_hour=%s/%n",
                        outcome.eventId(), outcome.ingestHour());
            }
        }
        if (!answer.earlier().isEmpty()) {
            out.printf("%nbefore that%n");
        }
        for (Mail earlier : answer.earlier()) {
            out.printf(
                    "  %-19s  %-10s  %s  %s%n",
                    second(earlier.sentAt()),
                    earlier.status(),
                    Cell.line(earlier.messageId()),
                    subject(earlier));
        }
    }

    private static String line(Outcome outcome) {
        Mail mail = outcome.mail();
        String what = outcome.what();
        return "%s: %s %s UTC, %s. %sNext: %s%s"
                .formatted(
                        mail.recipient().isEmpty() ? "(nobody named)" : Cell.line(mail.recipient()),
                        outcome.word(),
                        second(outcome.time()),
                        subject(mail),
                        what == null ? "" : Cell.line(what).replaceFirst("\\.?$", ". "),
                        outcome.next(),
                        // A full stop behind a command would be pasted with it.
                        outcome.next().endsWith("'") ? "" : ".");
    }

    /** Without the milliseconds. */
    private static String second(String time) {
        return time == null ? "" : time.substring(0, "yyyy-mm-dd hh:mm:ss".length());
    }

    private static String subject(Mail mail) {
        return mail.subject() == null ? "subject unknown" : '"' + Cell.line(mail.subject()) + '"';
    }
}
