package sesevents.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import sesevents.who.Mail;
import sesevents.who.Outcome;
import sesevents.who.TimelineEvent;
import sesevents.who.Who;

/** Prints what is known of a mail: a line for each recipient, then the events behind it. */
final class WhoPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WhoPrinter() {}

    static void print(Who.Answer answer, PrintWriter out) {
        answer.outcomes().forEach(outcome -> out.println(line(outcome)));
        Mail mail = answer.outcomes().getFirst().mail();
        out.printf(
                "%n%s from %s%s%n",
                Cell.line(mail.messageId()),
                Cell.line(mail.source()),
                answer.tenant().map(tenant -> ", tenant " + Cell.line(tenant)).orElse(""));
        for (TimelineEvent event : answer.timeline()) {
            out.printf("  %s  %s%n", second(event.time()), Cell.line(event.what()));
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
        TimelineEvent decisive = outcome.decisive();
        return "%s: %s %s UTC, %s. %sNext: %s%s"
                .formatted(
                        mail.recipient().isEmpty() ? "(nobody named)" : Cell.line(mail.recipient()),
                        outcome.word(),
                        second(outcome.time()),
                        subject(mail),
                        decisive == null
                                ? ""
                                : Cell.line(decisive.what()).replaceFirst("\\.?$", ". "),
                        outcome.next(),
                        // A full stop behind a command would be pasted with it.
                        outcome.next().endsWith("'") ? "" : ".");
    }

    static void printJson(Who.Answer answer, PrintWriter out) {
        ObjectNode object =
                JSON.createObjectNode()
                        .put("tenant", answer.tenant().orElse(null))
                        .putPOJO(
                                "recipients",
                                answer.outcomes().stream().map(WhoPrinter::json).toList())
                        .putPOJO(
                                "timeline",
                                answer.timeline().stream().map(WhoPrinter::json).toList())
                        .putPOJO(
                                "earlier",
                                answer.earlier().stream().map(WhoPrinter::json).toList());
        out.println(object.toPrettyString());
    }

    private static ObjectNode json(Outcome outcome) {
        return json(outcome.mail())
                .put("time", outcome.time())
                .put("what", outcome.decisive() == null ? null : outcome.decisive().what())
                .put("reason", outcome.reason())
                .put("next", outcome.next());
    }

    private static ObjectNode json(TimelineEvent event) {
        return JSON.createObjectNode()
                .put("time", event.time())
                .put("eventtype", event.type())
                .put("what", event.what())
                .putPOJO("recipients", event.recipients());
    }

    private static ObjectNode json(Mail mail) {
        return JSON.createObjectNode()
                .put("recipient", mail.recipient())
                .put("message_id", mail.messageId())
                .put("subject", mail.subject())
                .put("source", mail.source())
                .put("time_sent", mail.sentAt())
                .put("status", mail.status())
                .put("attribution", mail.attribution());
    }

    /** Without the milliseconds. */
    private static String second(String time) {
        return time == null ? "" : time.substring(0, "yyyy-mm-dd hh:mm:ss".length());
    }

    private static String subject(Mail mail) {
        return mail.subject() == null ? "subject unknown" : '"' + Cell.line(mail.subject()) + '"';
    }
}
