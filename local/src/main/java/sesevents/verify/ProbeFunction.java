package sesevents.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Lambda function that answers Firehose wrongly, as the text of a record asks it to. It is
 * deployed as this one class file, so it knows nothing but Java.
 */
public final class ProbeFunction {
    /** More than the 6,291,556 bytes that an answer may have; whole groups of base64. */
    private static final int LARGE = 6_400_000;

    private static final Pattern RECORD = Pattern.compile("\\{[^{}]*\"recordId\"[^{}]*}");
    private static final Pattern ID = Pattern.compile("\"recordId\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern DATA = Pattern.compile("\"data\"\\s*:\\s*\"([^\"]*)\"");

    /** Lambda calls it with an invocation's bytes. */
    public void handle(InputStream request, OutputStream response) throws IOException {
        String invocation = new String(request.readAllBytes(), UTF_8);
        List<String> records = new ArrayList<>();
        Matcher record = RECORD.matcher(invocation);
        while (record.find()) {
            records.add(record.group());
        }
        response.write(answer(records).getBytes(UTF_8));
    }

    private static String answer(List<String> records) {
        List<String> entries = new ArrayList<>();
        for (String record : records) {
            String id = first(ID, record);
            String text =
                    new String(Base64.getDecoder().decode(first(DATA, record)), UTF_8).strip();
            String data = "%s, in a batch of %d\n".formatted(text, records.size());
            String sound =
                    entry(id, "Ok", Base64.getEncoder().encodeToString(data.getBytes(UTF_8)));
            switch (text) {
                case "NoRecords odd" -> {
                    return "{}";
                }
                case "UnknownResult odd" -> entries.add(sound.replace("\"Ok\"", "\"Fine\""));
                case "BadBase64 odd" -> entries.add(entry(id, "Ok", "%%%"));
                case "MissingId odd" -> {}
                case "DoubledId odd" -> {
                    entries.add(sound);
                    entries.add(sound);
                }
                case "StrangeId odd" -> {
                    entries.add(sound);
                    entries.add(sound.replace(id, "nobody-asked-for-this"));
                }
                case "LargeAnswer odd" -> entries.add(entry(id, "Ok", "A".repeat(LARGE)));
                default -> entries.add(sound);
            }
        }
        return "{\"records\":[" + String.join(",", entries) + "]}";
    }

    private static String entry(String id, String result, String data) {
        return "{\"recordId\":\"%s\",\"result\":\"%s\",\"data\":\"%s\"}"
                .formatted(id, result, data);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
