package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events with fields or values that are not listed are stored, and reported. */
class UnlistedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    new                                   | "new":7
                    new                                   | "new":{"inside":[{"it":1}]}
                    send.new                              | "send":{"new":"x"}
                    open.isNew                            | "open":{"isNew":"Likely"}
                    bounce.bouncedrecipients.new          | "bounce":{"bouncedRecipients":[{"new":1},{"new":2}]}
                    delivery.a, delivery.b                | "delivery":{"a":1,"b":2}
                    reject.reason: number                 | "reject":{"reason":7}
                    reject.reason: boolean                | "reject":{"reason":true}
                    delivery.processingtimemillis: string | "delivery":{"processingTimeMillis":"7"}
                    delivery.a"b                          | "delivery":{"a\\"b":1}
                    """)
    void namesThePathOfWhatTheTableDoesNotDeclare(String paths, String detail)
            throws RejectedRecord, IOException {
        assertEquals("[" + paths + "]", unlistedFields(detail).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"send\":{}",
                "\"DELIVERY\":{\"TimeStamp\":null,\"processingTimeMillis\":7}",
                "\"click\":{\"linkTags\":{\"mine\":[\"x\"]}}",
                "\"notificationType\":\"Send\"",
                "\"event_id\":1,\"unlisted_fields\":[\"stale\"]",
            })
    void addsNoColumnWhereAllIsDeclared(String detail) throws RejectedRecord {
        assertFalse(line(detail).contains("unlisted_fields"), line(detail));
    }

    @Test
    void keepsABoundedNumberOfPathsOfBoundedLength() throws RejectedRecord, IOException {
        String names =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> "\"" + i + "x".repeat(300) + "\":1")
                        .collect(Collectors.joining(","));
        List<String> paths = unlistedFields(names);
        assertEquals(Unlisted.PATHS_MAX, paths.size());
        paths.forEach(path -> assertEquals(Unlisted.PATH_CHARS_MAX, path.length()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    0 | Send   | "send":{}
                    0 | Bounce | "bounce":{"bounceType":"Permanent","bounceSubType":null}
                    1 | Send   | "new":1
                    1 | Fax    | "x":1
                    1 | Fax    | "send":{}
                    1 | Bounce | "bounce":{"bounceType":"Eternal"}
                    1 | Bounce | "bounce":{"bounceSubType":"general"}
                    1 | Bounce | "bounce":{"bounceSubType":[]}
                    """)
    void countsTheEventsThatAreNotAsListed(int changes, String type, String detail)
            throws IOException {
        assertEquals(changes, changes(Events.event(type, detail)));
    }

    @Test
    void countsATagOfSesThatIsNotListedAndNoOtherTag() throws IOException {
        assertEquals(1, changes(Events.send().replace("ses:configuration-set", "ses:x")));
        assertEquals(0, changes(Events.send().replace("ses:configuration-set", "mine")));
    }

    private static int changes(String event) throws IOException {
        String metrics = Batch.of(event).log.getFirst();
        return JSON.readTree(metrics).path("ContractChanges").asInt();
    }

    private static String line(String detail) throws RejectedRecord {
        return Events.line(Events.event("Send", detail));
    }

    private static List<String> unlistedFields(String detail) throws RejectedRecord, IOException {
        List<String> paths = new ArrayList<>();
        for (JsonNode path : JSON.readTree(line(detail)).path("unlisted_fields")) {
            paths.add(path.textValue());
        }
        return paths;
    }
}
