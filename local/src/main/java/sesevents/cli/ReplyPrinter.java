package sesevents.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sesevents.engine.Rows;
import sesevents.questions.Mail;
import sesevents.questions.Price;
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

    /** Such as {@code 3 queries read 1.2 MB in 96 files; in Athena 0.00019 USD}. */
    static String price(Price price) {
        return String.format(
                Locale.ROOT,
                "%d %s read %.1f MB%s; in Athena %.5f USD",
                price.queries(),
                price.queries() == 1 ? "query" : "queries",
                price.bytes() / 1e6,
                price.files() == 0 ? "" : " in %,d files".formatted(price.files()),
                price.usd());
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
