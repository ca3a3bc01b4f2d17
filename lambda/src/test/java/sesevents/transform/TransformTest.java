package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {
    @Test
    void keepsAnUnknownNameThatLooksLikeTheEndOfAMember() throws RejectedRecord {
        String odd = ",\",x\":1,\"}\":{\",\":\",\"}}";
        String event = Events.send().substring(0, Events.send().length() - 1) + odd;
        String again = Events.line(Events.line(event));
        assertEquals(Events.line(event), again);
        assertTrue(again.endsWith(odd + "\n"), again);
    }

    @Test
    void makesOneLineOfAPrettyEvent() throws RejectedRecord {
        String pretty = "\r\n" + Events.bounce().replace(",\"", ",\r\n\t \"") + " \n\n";
        String line = Events.line(pretty);
        assertEquals(line.length() - 1, line.indexOf('\n'));
        assertEquals(-1, line.indexOf('\r'));
        String body = Events.bounce().replace(",\"", ",  \t \"").substring(1) + "\n";
        assertEquals(body, line.substring(line.length() - body.length()));
    }

    @Test
    void givesTheSameEventTheSameIdWhateverBlanksSurroundIt() throws RejectedRecord {
        String event = Events.bounce();
        assertEquals(Events.line(event), Events.line(event + "\n"));
        assertEquals(Events.line(event), Events.line(" \t\r\n" + event + "\r\n "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{ ", "\n\t{\r\n\t", "{\"x\" : [1 ,2] , ", "{  \"x\":\"}\\\",\", "})
    void givesALineThatIsPutInAgainBackAsItIs(String opening) throws RejectedRecord {
        String line = Events.line(opening + Events.bounce().substring(1) + "\n");
        assertEquals(line, Events.line(line));
        assertEquals(line, Events.line(line.stripTrailing()));
    }

    @Test
    void stampsALineThatIsPutInAgainWithItsNewArrivalAndNothingElse() throws RejectedRecord {
        String first = Events.line(Events.delivery());
        String again = Events.text(Transform.line(Events.bytes(first), Batch.ARRIVAL + 1_000));
        assertEquals(first.replace("10:00:05.789", "10:00:06.789"), again);
    }

    @Test
    void computesDerivedColumnsAnewWhereverTheyStand() throws RejectedRecord {
        String event = Events.send();
        String stale =
                "{\"EVENT_ID\" : [1, {\"x\":\",\"}] ,"
                        + event.substring(1, event.length() - 1)
                        + ", \"tags\" : {\"a\":1}, \"Recipients\":null }";
        assertEquals(Events.line(event), Events.line(stale));
    }

    @Test
    void fillsInTheTypeOfTheOlderForm() throws RejectedRecord {
        String older = Events.bounce().replace("eventType", "notificationType");
        String line = Events.line(older);
        String tail = ",\"eventType\":\"Bounce\"";
        int at = line.indexOf(tail);
        assertEquals(older.substring(1) + "\n", line.substring(line.indexOf(',', at + 1) + 1));
        assertTrue(line.startsWith("{\"event_id\":\"" + Events.id(older)), line);
        assertTrue(line.contains("\"event_timestamp\":\"2026-03-01 10:00:03.000\""), line);
        assertEquals(line, Events.line(line));
    }

    @Test
    void takesAnEventThatHasBothTypeNames() throws RejectedRecord {
        String types = "{\"notificationType\":\"%s\",\"eventType\":";
        String same = Events.bounce().replace("{\"eventType\":", types.formatted("Bounce"));
        String line = Events.line(same);
        assertEquals(line, Events.line(line));
        assertTrue(line.contains(",\"eventType\":\"Bounce\""), line);
        String other = Events.bounce().replace("{\"eventType\":", types.formatted("Other"));
        assertEquals(Events.line(other), Events.line(Events.line(other)));
        assertTrue(Events.line(other).endsWith(other.substring(1) + "\n"));
    }
}
