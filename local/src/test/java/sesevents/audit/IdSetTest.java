package sesevents.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sesevents.lake.RecordId;

class IdSetTest {
    @Test
    void isASet() {
        Random random = new Random(1);
        Set<RecordId> expected = new HashSet<>();
        IdSet ids = new IdSet();
        for (int i = 0; i < 100_000; i++) {
            RecordId id = new RecordId(random.nextLong(-20, 20), random.nextLong(-1_000, 1_000));
            assertEquals(expected.add(id), ids.add(id), id.toString());
        }
        assertEquals(expected.size(), ids.size());
    }
}
