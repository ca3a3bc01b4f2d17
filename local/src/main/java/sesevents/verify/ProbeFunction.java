package sesevents.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Lambda function that gives Firehose the wrong answer that a record's text asks for. Only this
 * class file is deployed, so it uses nothing but the JDK.
 */
public final class ProbeFunction {
    /** More than the 6,291,556 bytes that an answer may have; a multiple of 4, as base64 needs. */
    private static final int LARGE = 6_400_000;

    private static final Pattern RECORD = Pattern.compile("\\{[^{}]*\"recordId\"[^{}]*}");
    private static final Pattern ID = Pattern.compile("\"recordId\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern DATA = Pattern.compile("\"data\"\\s*:\\s*\"([^\"]*)\"");

    /** Lambda calls this with the bytes of an invocation. */
    public void handle(InputStream request, OutputStream response) throws IOException {
        String invocation = new String(request.readAllBytes(), UTF_8);
        List<String> records =
                RECORD.matcher(invocation).results().map(MatchResult::group).toList();
        response.write(answer(records).getBytes(UTF_8));
    }

    private static String answer(List<String> records) {
        List<String> entries = new ArrayList<>();
        for (String record : records) {
            String id = first(ID, record);
            String text =
                    new String(Base64.getDecoder().decode(first(DATA, record)), UTF_8).strip();
            String data = "%s, in a batch of %d\n".formatted(text, records.size());
            String right = entry(id, Base64.getEncoder().encodeToString(data.getBytes(UTF_8)));
            switch (text) {
                case "NoRecords odd" -> {
                    return "{}";
                }
                case "UnknownResult odd" -> entries.add(right.replace("\"Ok\"", "\"Fine\""));
                case "BadBase64 odd" -> entries.add(entry(id, "%%%"));
                case "MissingId odd" -> {}
                case "DoubledId odd" -> entries.addAll(List.of(right, right));
                case "StrangeId odd" ->
                        entries.addAll(List.of(right, right.replace(id, "nobody-asked-for-this")));
                case "LargeAnswer odd" -> entries.add(entry(id, "A".repeat(LARGE)));
                default -> entries.add(right);
            }
        }
        return "{\"records\":[" + String.join(",", entries) + "]}";
    }

    private static String entry(String id, String data) {
        return "{\"recordId\":\"%s\",\"result\":\"Ok\",\"data\":\"%s\"}".formatted(id, data);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
