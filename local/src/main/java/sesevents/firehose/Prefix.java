package sesevents.firehose;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** An S3 prefix with {@code !{timestamp:...}} in UTC and the error type, as Firehose has them. */
public record Prefix(String expression) {
    private static final Pattern PLACEHOLDER = Pattern.compile("!\\{(\\w+):([^}]+)}");
    private static final String EVERY_HOUR = "!{timestamp:yyyy/MM/dd/HH/}";

    public Prefix {
        // Firehose appends the hour to a prefix that has no time of its own.
        if (!expression.contains("!{timestamp:")) {
            expression = expression + EVERY_HOUR;
        }
    }

    /** The prefix of an object whose oldest record arrived at that time. */
    String at(Instant oldestArrival, String errorOutputType) {
        return PLACEHOLDER
                .matcher(expression)
                .replaceAll(
                        found -> {
                            if (found.group(1).equals("timestamp")) {
                                return DateTimeFormatter.ofPattern(found.group(2))
                                        .withZone(ZoneOffset.UTC)
                                        .format(oldestArrival);
                            }
                            if (found.group().equals("!{firehose:error-output-type}")) {
                                return errorOutputType;
                            }
                            throw new IllegalArgumentException(
                                    "unknown prefix expression " + found.group());
                        });
    }
}
