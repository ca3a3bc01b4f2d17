package sesevents.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import sesevents.who.Mail;
import sesevents.who.Outcome;
import sesevents.who.TimelineEvent;
import sesevents.who.Who;

/** The answer of who: a line for each recipient, and under it what it rests on. */
final class WhoPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WhoPrinter() {}

    static void print(Who.Answer answer, PrintWriter out) {
        for (Outcome fate : answer.fates()) {
            out.println(line(fate));
        }
        Mail mail = answer.fates().getFirst().mail();
        out.printf(
                "%n%s from %s%s%n",
                Cell.line(mail.messageId()),
                Cell.line(mail.source()),
                answer.tenant().map(tenant -> ", tenant " + Cell.line(tenant)).orElse(""));
        for (TimelineEvent event : answer.timeline()) {
            out.printf("  %s  %s%n", second(event.time()), Cell.line(event.what()));
        }
        if (answer.earlier().isEmpty()) {
            return;
        }
        out.printf("%nbefore that%n");
        for (Mail earlier : answer.earlier()) {
            out.printf(
                    "  %-19s  %-10s  %s  %s%n",
                    second(earlier.sentAt()),
                    earlier.status(),
                    Cell.line(earlier.messageId()),
                    subject(earlier));
        }
    }

    private static String line(Outcome fate) {
        Mail mail = fate.mail();
        String what =
                fate.decisive() == null
                        ? ""
                        : Cell.line(fate.decisive().what()).replaceFirst("\\.$", "") + ". ";
        // A full stop behind a command would be pasted with it.
        String end = fate.next().endsWith("'") ? "" : ".";
        return "%s: %s %s UTC, %s. %sNext: %s%s"
                .formatted(
                        mail.recipient().isEmpty() ? "(nobody named)" : Cell.line(mail.recipient()),
                        fate.word(),
                        second(fate.time()),
                        subject(mail),
                        what,
                        fate.next(),
                        end);
    }

    static void printJson(Who.Answer answer, PrintWriter out) {
        ObjectNode object = JSON.createObjectNode().put("tenant", answer.tenant().orElse(null));
        ArrayNode fates = object.putArray("recipients");
        answer.fates().forEach(fate -> fates.add(json(fate)));
        ArrayNode timeline = object.putArray("timeline");
        for (TimelineEvent event : answer.timeline()) {
            timeline.addObject()
                    .put("time", event.time())
                    .put("eventtype", event.type())
                    .put("what", event.what())
                    .set("recipients", JSON.valueToTree(event.recipients()));
        }
        ArrayNode earlier = object.putArray("earlier");
        answer.earlier().forEach(mail -> earlier.add(json(mail)));
        try {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode json(Outcome fate) {
        return json(fate.mail())
                .put("time", fate.time())
                .put("what", fate.decisive() == null ? null : fate.decisive().what())
                .put("reason", fate.reason())
                .put("next", fate.next());
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
