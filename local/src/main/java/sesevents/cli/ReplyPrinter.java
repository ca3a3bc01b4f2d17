package sesevents.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import sesevents.engine.Rows;
import sesevents.questions.Mail;
import sesevents.questions.Reply;

/** Prints answers with what they cost. */
final class ReplyPrinter {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private ReplyPrinter() {}

    static void printJson(Reply<?> reply, PrintWriter out) {
        out.println(JSON.valueToTree(reply).toPrettyString());
    }

    static Rows rows(List<Mail> mails) {
        List<String> columns =
                List.of("time_sent", "status", "recipient", "subject", "source", "message_id");
        return new Rows(
                columns,
                columns.stream().map(_ -> "varchar").toList(),
                mails.stream()
                        .map(
                                mail ->
                                        Arrays.<Object>asList(
                                                mail.sentAt(),
                                                mail.status(),
                                                mail.recipient(),
                                                mail.subject(),
                                                mail.source(),
                                                mail.messageId()))
                        .toList());
    }
}
