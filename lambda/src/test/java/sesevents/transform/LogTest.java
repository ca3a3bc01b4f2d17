package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log of a batch holds counts, codes and recordIds, and nothing that a record holds. */
class LogTest {
    private static final String SECRET = "s3cr3t";

    @Test
    void isOneMetricLineForABatchWithoutFailures() {
        Batch batch =
                Batch.of(
                        Events.send(),
                        Events.delivery(),
                        Events.delivery(),
                        Events.event("Rendering Failure", "\"failure\":{}"),
                        Events.event("Future", "\"future\":{}"));
        assertEquals(
                List.of(
                        """
                        {"_aws":{"Timestamp":1772359205789,"CloudWatchMetrics":[{\
                        "Namespace":"SesEvents","Dimensions":[["StackName"]],"Metrics":[\
                        {"Name":"Records","Unit":"Count"},{"Name":"Stored","Unit":"Count"},\
                        {"Name":"Quarantined","Unit":"Count"},\
                        {"Name":"EventDelay","Unit":"Seconds"},\
                        {"Name":"ContractChanges","Unit":"Count"},\
                        {"Name":"Delivery","Unit":"Count"},\
                        {"Name":"Other","Unit":"Count"},\
                        {"Name":"Rendering Failure","Unit":"Count"},\
                        {"Name":"Send","Unit":"Count"}]}]},"StackName":"test",\
                        "Records":5,"Stored":5,"Quarantined":0,"EventDelay":5,\
                        "ContractChanges":1,"Delivery":2,"Other":1,\
                        "Rendering Failure":1,"Send":1}
                        """),
                batch.log);
    }

    @Test
    void namesTheFailedRecordsAndTheirReasonsInOneMoreLine() {
        Batch batch = Batch.withoutMetrics("hello", Events.send(), "{\"mail\":[]}", "hello");
        assertEquals(
                List.of(
                        """
                        {"StackName":"test","Records":4,"Stored":1,"Quarantined":3,\
                        "EventDelay":5,"ContractChanges":1,"Send":1,"not_json":2,"wrong_type":1}
                        """,
                        """
                        {"quarantined":[{"recordId":"%s","reason":"not_json"},\
                        {"recordId":"%s","reason":"wrong_type","at":"mail"},\
                        {"recordId":"%s","reason":"not_json"}],"unnamed":0}
                        """
                                .formatted(Batch.id(0), Batch.id(2), Batch.id(3))),
                batch.log);
    }

    @Test
    void saysTheDelayOfTheOldestEventThatIsStored() {
        String hourEarlier = Events.send().replace("10:00:00", "09:00:00");
        Batch late = Batch.of(Events.send(), hourEarlier);
        assertTrue(late.log.getFirst().contains("\"EventDelay\":3605,"), late.log.getFirst());
        Batch bad = Batch.of("hello");
        assertFalse(bad.log.getFirst().contains("EventDelay"), bad.log.getFirst());
    }

    @Test
    void namesNoMoreThanFiftyFailedRecords() {
        List<byte[]> records = Collections.nCopies(500, Events.bytes("hello"));
        String failures = Batch.of(records).log.get(1);
        assertTrue(failures.contains(Batch.id(49)), failures);
        assertFalse(failures.contains(Batch.id(50)), failures);
        assertTrue(failures.endsWith("],\"unnamed\":450}\n"), failures);
        assertTrue(failures.length() < 6_000, failures);
    }

    @Test
    void holdsNothingThatARecordHolds() {
        List<byte[]> records = new ArrayList<>();
        for (String event : secretEvents()) {
            records.add(Events.bytes(event));
            // Cut short at many lengths, so that errors are found in many places.
            for (int length = 0; length < event.length(); length += 7) {
                records.add(Events.bytes(event.substring(0, length)));
                records.add(Events.bytes(event.substring(0, length) + "\u0001" + SECRET));
            }
        }
        records.add(Events.bytes(SECRET));
        records.add((SECRET + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        Batch batch;
        Exception broken;
        try {
            batch = Batch.of(records);
            broken =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> Batch.ofRequest("{\"records\":[{\"" + SECRET + "\":\"" + SECRET));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
        assertFalse(broken.toString().contains(SECRET), broken.toString());
        assertEquals(null, broken.getCause());
        assertEquals(2, batch.log.size());
        for (String line : batch.log) {
            assertFalse(line.contains(SECRET), line);
        }
        assertTrue(batch.answers.stream().anyMatch(answer -> answer.result().equals("Ok")));
        for (byte[] record : records) {
            try {
                Transform.line(record, Batch.ARRIVAL);
            } catch (RejectedRecord e) {
                assertFalse(e.toString().contains(SECRET), e.toString());
                assertEquals(null, e.getCause());
            }
        }
    }

    /** Events with a mark in every value, and in every name that is not one of SES's. */
    private static List<String> secretEvents() {
        List<String> events = new ArrayList<>();
        for (String event : List.of(Events.send(), Events.delivery(), Events.bounce())) {
            String marked =
                    event.replaceAll("\":\"(?!Send|Delivery|Bounce|2026)", "\":\"" + SECRET)
                            .replaceAll("\\[\"", "[\"" + SECRET)
                            .replace("campaign", SECRET);
            events.add(marked);
            // Values of wrong types, duplicate names, unknown event types, bad times.
            events.add(marked.replace("\"" + SECRET + "events\"", "{\"" + SECRET + "\":1}"));
            events.add(marked.replace("{\"ses:", "{\"" + SECRET + "\":[],\"ses:"));
            events.add(marked.replaceAll("\"2026[^\"]*\"", "\"" + SECRET + "\""));
            events.add(marked.replaceFirst("\"(Send|Delivery|Bounce)\"", "\"" + SECRET + "\""));
            events.add("{\"" + SECRET + "\":1,\"" + SECRET + "\":2}");
            events.add("\"" + SECRET + "\"");
        }
        return events;
    }
}
