package sesevents.madeup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Ways to damage a record, each with the reason that the transform must give for it. */
public enum Damage {
    TRUNCATED("not_json", event -> Arrays.copyOf(event, event.length / 2)),
    A_SENTENCE(
            "not_json",
            _ ->
                    "Successfully validated SNS topic for Amazon SES event publishing.\n"
                            .getBytes(UTF_8)),
    TWO_AT_ONCE("not_json", event -> text(event, "(?s)(.*)\n", "$1$1\n")),
    IN_AN_ARRAY("not_an_object", event -> text(event, "(?s)(.*)\n", "[$1]\n")),
    A_KEY_TWICE("duplicate_key", event -> text(event, "^\\{", "{\"mail\":{},")),
    NO_MESSAGE_ID("missing_field", event -> text(event, "\"messageId\":", "\"number\":")),
    DATE_IN_WORDS("bad_timestamp", event -> text(event, "\"timestamp\":\"", "$0on ")),
    NUMBER_FOR_TAGS("wrong_type", event -> text(event, "\"tags\":\\{", "\"tags\":7,\"was\":{")),
    NOT_UTF8("not_utf8", event -> text(event, "example", "ex\u00e4mple"));

    private final String reason;
    private final UnaryOperator<byte[]> blow;

    Damage(String reason, UnaryOperator<byte[]> blow) {
        this.reason = reason;
        this.blow = blow;
    }

    /** The code of the transform's reason. */
    public String reason() {
        return reason;
    }

    /** Damages an event that is published on one line. */
    public byte[] applyTo(byte[] event) {
        return blow.apply(event);
    }

    private static byte[] text(byte[] event, String pattern, String replacement) {
        // One character a byte, so that the rest of the record keeps its bytes.
        return new String(event, ISO_8859_1).replaceAll(pattern, replacement).getBytes(ISO_8859_1);
    }
}
