package sesevents.firehose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {
    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");

    @ParameterizedTest
    @CsvSource({
        "events/ingest_hour=!{timestamp:yyyy-MM-dd-HH}/, events/ingest_hour=2026-03-04-05/",
        "q/!{firehose:error-output-type}/!{timestamp:yyyy}/, q/processing-failed/2026/",
        "events/, events/2026/03/04/05/",
        "events, events2026/03/04/05/",
        "'', 2026/03/04/05/",
    })
    void evaluatesAsFirehoseDoes(String expression, String prefix) {
        assertEquals(prefix, new Prefix(expression).at(TIME, "processing-failed"));
    }

    @Test
    void refusesAnExpressionItDoesNotKnow() {
        Prefix prefix = new Prefix("!{timestamp:yyyy}/!{partitionKeyFromLambda:day}/");

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> prefix.at(TIME, ""));

        assertEquals(
                "unknown prefix expression !{partitionKeyFromLambda:day}", refusal.getMessage());
    }
}
