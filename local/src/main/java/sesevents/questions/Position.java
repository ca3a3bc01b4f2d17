package sesevents.questions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Base64;
import sesevents.UserError;
import sesevents.sql.SqlText;

/**
 * The mail before which a page begins.
 *
 * @param time as SQL writes it
 */
record Position(String time, String messageId, String recipient) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Position TOP = new Position("9999-12-31 00:00:00.000", "", "");

    /** Above all mail for an empty text, else the position whose {@link #text} this is. */
    static Position of(String text) {
        if (text.isEmpty()) {
            return TOP;
        }
        try {
            String[] parts = JSON.readValue(Base64.getUrlDecoder().decode(text), String[].class);
            SqlText.time(parts[0]);
            return new Position(parts[0], parts[1], parts[2]);
        } catch (IOException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | DateTimeException
                | NullPointerException _) {
            throw new UserError(
                    "'%s' is not where a page ended; copy it from the page before, unchanged",
                    text);
        }
    }

    /** One word of letters, digits, minus and underscore. */
    String text() {
        try {
            String json = JSON.writeValueAsString(new String[] {time, messageId, recipient});
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
