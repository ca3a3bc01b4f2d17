package sesevents.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import sesevents.Checkout;
import sesevents.Sample;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/**
 * Events written by hand, one a line, turned into stored lines by the real transform:
 *
 * <pre>
 * Send       m1                 to: [a@x.org, b@x.org], subject: Hi
 * Delivery   m1  09:00          of: [a@x.org], smtpResponse: 250 ok
 * Bounce     m1  {0} 12:00:05   of: [b@x.org], bounceType: Permanent
 * 20 x Send  n#                 to: [a#@x.org]
 * </pre>
 *
 * A line has a type, a message id, the time of the event if it has one of its own, and members in
 * YAML. {@code {3}} is the date three days ago; a time without a date is one of yesterday, and a
 * mail is sent two days ago at ten. The members belong to the detail object, but for these:
 *
 * <ul>
 *   <li>of: the recipients in the detail object, as addresses or as objects
 *   <li>to, from, subject, sent, tags, arn, headers, commonHeaders: of the mail
 *   <li>also: further members of the event
 *   <li>arrived: the time of arrival at Firehose, if not yesterday at eleven in the evening
 * </ul>
 */
final class Events {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SAMPLES_ARRIVED = "2026-02-01T23:00:00.123Z";
    private static final Pattern DAYS_AGO = Pattern.compile("\\{(\\d+)}");
    private static final Pattern TIMES = Pattern.compile("(\\d+) x (.*)");
    private static final Pattern LINE =
            Pattern.compile(
                    "(?<type>Rendering Failure|\\S+) +(?<id>\\S+)"
                            + "(?: +(?:(?<date>\\{\\d+}) )?(?<time>\\d\\d:\\d\\d(?::[\\d.]+)?))?"
                            + "(?: +(?<members>\\S.*))?");
    private static final Map<String, String> MAIL =
            Map.of(
                    "to", "destination",
                    "from", "source",
                    "sent", "timestamp",
                    "tags", "tags",
                    "arn", "sourceArn",
                    "headers", "headers",
                    "commonHeaders", "commonHeaders");

    private Events() {}

    /** The stored lines of some events. */
    static List<String> of(String... lines) {
        return Stream.of(lines).flatMap(String::lines).flatMap(Events::repeated).toList();
    }

    /** Every event of events/. */
    static List<String> samples() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Sample sample : Sample.all(Checkout.root())) {
            lines.add(stored(Files.readString(sample.file()), SAMPLES_ARRIVED));
        }
        return lines;
    }

    /** A text in which {@code {3}} has become the date three days ago. */
    static String dated(String text) {
        return DAYS_AGO.matcher(text)
                .replaceAll(
                        days ->
                                TestLake.today()
                                        .minusDays(Long.parseLong(days.group(1)))
                                        .toString());
    }

    /** {@code 20 x} makes twenty lines, with 0 to 19 in the place of #. */
    private static Stream<String> repeated(String text) {
        Matcher times = TIMES.matcher(text);
        if (!times.matches()) {
            return Stream.of(stored(text));
        }
        return IntStream.range(0, Integer.parseInt(times.group(1)))
                .mapToObj(number -> stored(times.group(2).replace("#", String.valueOf(number))));
    }

    private static String stored(String text) {
        Matcher line = LINE.matcher(text.strip());
        if (!line.matches()) {
            throw new IllegalArgumentException("not an event: " + text);
        }
        String members = line.group("members") == null ? "" : line.group("members");
        Map<String, Object> given = yaml().load(dated("{" + members + "}"));
        String type = line.group("type");
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("timestamp", dated("{2}T10:00:00.000Z"));
        mail.put("messageId", line.group("id"));
        Map<String, Object> detail = new LinkedHashMap<>();
        if (line.group("time") != null) {
            detail.put("timestamp", timestamp(line.group("date"), line.group("time")));
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventType", type);
        event.put("mail", mail);
        String arrived = dated("{1}T23:00:00.123Z");
        for (Map.Entry<String, Object> member : given.entrySet()) {
            Object value = member.getValue();
            switch (member.getKey()) {
                case "of" -> of(type, (List<?>) value, detail);
                case "subject" -> mail.put("commonHeaders", Map.of("subject", value));
                case "also" -> event.putAll(asMap(value));
                case "arrived" -> arrived = (String) value;
                case String key when MAIL.containsKey(key) -> mail.put(MAIL.get(key), value);
                case String key -> detail.put(key, value);
            }
        }
        if (!detail.isEmpty()) {
            event.put(detailName(type), detail);
        }
        return stored(JSON.valueToTree(event).toString(), arrived);
    }

    private static void of(String type, List<?> recipients, Map<String, Object> detail) {
        if (type.equals("Delivery")) {
            detail.put("recipients", recipients);
            return;
        }
        String name =
                switch (type) {
                    case "Bounce" -> "bouncedRecipients";
                    case "Complaint" -> "complainedRecipients";
                    case "DeliveryDelay" -> "delayedRecipients";
                    default -> throw new IllegalArgumentException(type + " has no recipients");
                };
        detail.put(
                name,
                recipients.stream()
                        .map(one -> one instanceof String ? Map.of("emailAddress", one) : one)
                        .toList());
    }

    private static String timestamp(String date, String time) {
        String seconds = time.length() == "10:00".length() ? ":00.000" : "";
        return dated(date == null ? "{1}" : date) + "T" + time + seconds + "Z";
    }

    private static String detailName(String type) {
        return switch (type) {
            case "DeliveryDelay" -> "deliveryDelay";
            case "Rendering Failure" -> "failure";
            default -> type.toLowerCase(Locale.ROOT);
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    private static String stored(String event, String arrived) {
        try {
            byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
            byte[] line = Transform.line(bytes, Instant.parse(arrived).toEpochMilli());
            return new String(line, StandardCharsets.UTF_8).strip();
        } catch (RejectedRecord e) {
            throw new AssertionError(e.reason().code() + " " + e.field() + ": " + event, e);
        }
    }

    /** Reads scalars as text, but for null, true and false. */
    private static Yaml yaml() {
        LoaderOptions loader = new LoaderOptions();
        DumperOptions dumper = new DumperOptions();
        Resolver resolver =
                new Resolver() {
                    @Override
                    protected void addImplicitResolvers() {
                        addImplicitResolver(Tag.NULL, Pattern.compile("null"), "n");
                        addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
                    }
                };
        return new Yaml(
                new SafeConstructor(loader), new Representer(dumper), dumper, loader, resolver);
    }
}
