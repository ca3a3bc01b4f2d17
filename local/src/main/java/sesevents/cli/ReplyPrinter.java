package sesevents.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintWriter;
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

    /** The columns that a list of mail has room for; JSON has all. */
    static Rows rows(List<Mail> mails) {
        List<String> columns =
                List.of("time_sent", "status", "recipient", "subject", "source", "message_id");
        return new Rows(
                columns,
                columns.stream().map(_ -> "varchar").toList(),
                mails.stream().map(mail -> cells(JSON.valueToTree(mail), columns)).toList());
    }

    private static List<Object> cells(JsonNode mail, List<String> columns) {
        return columns.stream().<Object>map(column -> mail.get(column).textValue()).toList();
    }
}
