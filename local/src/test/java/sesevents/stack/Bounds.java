package sesevents.stack;

import com.fasterxml.jackson.databind.JsonNode;

/** What CloudFormation checks of a parameter before it makes anything. */
final class Bounds {
    private Bounds() {}

    static void check(String name, JsonNode declared, String value) {
        JsonNode allowed = declared.path("AllowedValues");
        refuseUnless(
                allowed.isMissingNode()
                        || allowed.valueStream().anyMatch(one -> one.asText().equals(value)),
                "%s is %s, not one of %s",
                name,
                value,
                allowed);
        String pattern = declared.path("AllowedPattern").asText(".*");
        String constraint = declared.path("ConstraintDescription").asText("must match " + pattern);
        refuseUnless(value.matches(pattern), "%s is %s: it %s", name, value, constraint);
        if (declared.has("MinValue")) {
            long least = declared.path("MinValue").asLong();
            long most = declared.path("MaxValue").asLong();
            long number = Long.parseLong(value);
            refuseUnless(
                    least <= number && number <= most,
                    "%s is %s, not from %s to %s",
                    name,
                    value,
                    least,
                    most);
        }
    }

    static void refuseUnless(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }
}
