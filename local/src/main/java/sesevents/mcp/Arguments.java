package sesevents.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import sesevents.UserError;
import sesevents.lake.Hours;

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
}
