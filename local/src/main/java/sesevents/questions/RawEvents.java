package sesevents.questions;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sesevents.lake.Keys;
import sesevents.lake.Lines;
import sesevents.lake.ObjectStore;
import sesevents.questions.Budget.Reach;
import sesevents.transform.Columns;

/** Finds the lines of events in the files of ses_events. */
final class RawEvents {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final Meter meter;
    private final ObjectStore objects;

    RawEvents(Meter meter, ObjectStore objects) {
        this.meter = meter;
        this.objects = objects;
    }

    private record Place(String eventId, String fileName) {}

    /** The events of a timeline, in its order; one whose file is gone is left out. */
    List<Figures.RawEvent> of(List<TimelineEvent> timeline) {
        Map<String, Figures.RawEvent> found = new HashMap<>();
        timeline.stream()
                .collect(Collectors.groupingBy(TimelineEvent::ingestHour))
                .forEach((hour, events) -> found.putAll(inHour(hour, events)));
        return timeline.stream()
                .filter(event -> found.containsKey(event.eventId()))
                .map(event -> found.get(event.eventId()))
                .toList();
    }

    private Map<String, Figures.RawEvent> inHour(String hour, List<TimelineEvent> events) {
        String ids = events.stream().map(TimelineEvent::eventId).collect(Collectors.joining(","));
        Map<String, Figures.RawEvent> found = new HashMap<>();
        meter
                .ask(
                        Place.class,
                        Reach.NOTHING,
                        "raw_events",
                        Map.of("ingest_hour", hour, "event_ids", ids))
                .stream()
                .collect(Collectors.groupingBy(Place::fileName))
                .forEach(
                        (file, places) ->
                                read(
                                        Keys.HOURS + file.split(Keys.HOURS, 2)[1],
                                        places.stream()
                                                .map(Place::eventId)
                                                .collect(Collectors.toSet()),
                                        found));
        return found;
    }

    private void read(String key, Set<String> ids, Map<String, Figures.RawEvent> found) {
        try (Lines lines = Lines.of(objects, key)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (JSON.readTree(line) instanceof ObjectNode event
                        && ids.contains(event.path("event_id").asText())) {
                    String id = event.path("event_id").asText();
                    found.putIfAbsent(
                            id,
                            new Figures.RawEvent(
                                    id, key, event.remove(Columns.DERIVED).toPrettyString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + key, e);
        }
    }
}
