package sesevents.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import sesevents.lake.Hours;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;
import sesevents.sql.SqlText;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/**
 * Thousands of made-up mails as the events that are stored of them, and lakes that hold them: an
 * oracle folds {@link #distinct} in Java, and the view over {@link #lake} must agree.
 *
 * <pre>
 * Lifecycles mail = Lifecycles.untilNow(7, 3_000, 5);
 * assertEquals(oracle(mail.distinct()), mail.lake().query("select ...").values());
 * assertEquals(oracle(mail.distinct()), mail.shuffledTwice(3).query("select ...").values());
 * </pre>
 *
 * @param events every arrival in its order, without the damaged ones: an event that came twice is
 *     two of them with one id
 */
public record Lifecycles(List<Event> events) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter SQL_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    /**
     * A stored event.
     *
     * @param recipients whom it speaks of, as bare lower-case addresses
     * @param json all of it, with SES's names and the derived columns
     */
    public record Event(
            String id,
            String type,
            Instant time,
            String messageId,
            Instant sentAt,
            List<String> recipients,
            Instant arrival,
            JsonNode json) {

        /** The folder in which it lies, as SQL writes it. */
        public String ingestHour() {
            return Hours.text(LocalDateTime.ofInstant(arrival, ZoneOffset.UTC));
        }

        /** The same one again, in the folder of another hour. */
        public Event arrivedAt(Instant time) {
            return new Event(id, type, this.time, messageId, sentAt, recipients, time, json);
        }

        /** A text of it, such as {@code /bounce/bounceType}; null where it has none. */
        public String text(String pointer) {
            return json.at(pointer).textValue();
        }
    }

    /** Mail of the last days up to this hour, since some views look at recent days only. */
    public static Lifecycles untilNow(long seed, int mails, int days) {
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        List<Event> events = new ArrayList<>();
        new Mailing(seed, mails, end.minus(days, ChronoUnit.DAYS), end)
                .publications()
                .forEachRemaining(
                        one -> {
                            if (one.damage() == null) {
                                events.add(event(one));
                            }
                        });
        return new Lifecycles(events);
    }

    /** Each event once, as it came first. */
    public Collection<Event> distinct() {
        Map<String, Event> distinct = new LinkedHashMap<>();
        events.forEach(event -> distinct.putIfAbsent(event.id(), event));
        return distinct.values();
    }

    /** A lake with all of them, refreshed, each in the folder of the hour in which it arrived. */
    public Engine lake() {
        TestLake.empty();
        arrive();
        return TestLake.refresh();
    }

    /** Adds them to what is in the lake, which is not refreshed. */
    public void arrive() {
        Map<String, List<String>> hours = new TreeMap<>();
        for (Event event : events) {
            hours.computeIfAbsent(event.ingestHour(), _ -> new ArrayList<>())
                    .add(event.json().toString());
        }
        hours.forEach(TestLake::event);
    }

    /** The same lake, but every line is there twice and none in its place within the hour. */
    public Engine shuffledTwice(long seed) {
        List<Event> twice = new ArrayList<>(events);
        twice.addAll(events);
        Collections.shuffle(twice, new Random(seed));
        return new Lifecycles(twice).lake();
    }

    /** A time as {@link Rows} has it. */
    public static String sql(Instant time) {
        return SQL_TIME.format(time);
    }

    private static Event event(Publication publication) {
        byte[] record = publication.record();
        JsonNode json;
        try {
            json = JSON.readTree(Transform.line(record, publication.arrival().toEpochMilli()));
        } catch (RejectedRecord | IOException e) {
            throw new AssertionError(new String(record, StandardCharsets.UTF_8), e);
        }
        return new Event(
                json.get("event_id").textValue(),
                json.get("eventType").textValue(),
                SqlText.time(json.get("event_timestamp").textValue()),
                json.get("message_id").textValue(),
                SqlText.time(json.get("sent_timestamp").textValue()),
                StreamSupport.stream(json.get("recipients").spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList(),
                publication.arrival(),
                json);
    }
}
