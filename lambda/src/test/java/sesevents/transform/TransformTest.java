package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TransformTest {
    /** 2026-03-01 10:00:05.789. */
    private static final long ARRIVAL = 1_772_359_205_789L;

    @Test
    void putsTheDerivedColumnsBeforeTheEventsOwnBytes() throws RejectedRecord {
        String event = Events.delivery();
        String expected =
                """
                {"event_id":"%s","event_timestamp":"2026-03-01 10:00:02.456",\
                "message_id":"0100-id-000000","sent_timestamp":"2026-03-01 10:00:00.123",\
                "recipients":["ann@example.com"],\
                "tags":[{"name":"ses:configuration-set","value":"events"},\
                {"name":"campaign","value":"spring"},{"name":"campaign","value":"sale"}],\
                "ingest_timestamp":"2026-03-01 10:00:05.789",%s
                """
                        .formatted(id(event), event.substring(1));
        assertEquals(expected, line(event + "\n"));
    }

    @Test
    void givesALineOfOursTheIdItHadBefore() throws RejectedRecord {
        String line = line("\r\n { \"x\" : 1 ,\n" + Events.bounce().substring(1) + "\n");
        assertEquals(line, line(line));
    }

    private static String id(String event) {
        byte[] bytes = Events.bytes(event);
        return Events.text(EventId.of(new Slice(bytes, 0, bytes.length)));
    }

    private static String line(String event) throws RejectedRecord {
        return Events.text(Transform.line(Events.bytes(event), ARRIVAL));
    }
}
