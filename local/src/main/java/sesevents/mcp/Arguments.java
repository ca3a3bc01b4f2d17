package sesevents.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import sesevents.UserError;
import sesevents.lake.Hours;
import sesevents.questions.Search;
import sesevents.sql.SqlText;

/** The arguments of one call, which fit the tool's schema. */
record Arguments(JsonNode json) {
    /** A text; empty if it is not there. */
    String text(String name) {
        return json.path(name).asText("");
    }

    int number(String name, int usual) {
        return json.path(name).asInt(usual);
    }

    LocalDate day(String name, LocalDate usual) {
        if (!json.has(name)) {
            return usual;
        }
        return Hours.day(text(name))
                .orElseThrow(
                        () ->
                                new UserError(
                                        "%s: '%s' is not a date; write it as 2026-01-31",
                                        name, text(name)));
    }

    /** The end of an earlier page, as its answer gave it in next. */
    Search.Position position(String name) {
        if (!json.has(name)) {
            return Search.Position.TOP;
        }
        JsonNode position = json.path(name);
        String time = position.path("time").asText();
        try {
            SqlText.time(time);
        } catch (DateTimeException _) {
            throw new UserError(
                    "%s: '%s' is not a time; give next of the last answer unchanged", name, time);
        }
        return new Search.Position(
                time,
                position.path("message_id").asText(),
                position.path("recipient").path(UntrustedText.KEY).asText());
    }
}
