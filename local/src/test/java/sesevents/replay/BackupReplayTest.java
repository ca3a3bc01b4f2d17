package sesevents.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import sesevents.lake.FolderBucket;

class BackupReplayTest extends ReplayCase {
    @Test
    void sendsASourceBackupWithNothingBetweenItsRecordsAndNotesIt() throws IOException {
        gzip(BACKUP + "a", 9, good(1) + good(2));
        gzip(BACKUP + "b", 0, good(3).strip() + good(4).strip() + "x\n" + good(5));

        Counts survey = backup().survey();
        assertEquals("{source backup=3}", survey.goes().toString());
        assertEquals("{not_json=1}", survey.stays().toString());
        assertEquals(2, keys("").size());

        Counts counts = backup().apply(stream);

        assertEquals(List.of(good(3), good(4), good(5)), sent);
        assertEquals(survey.goes(), counts.goes());
        assertEquals(
                List.of(BACKUP + "a  the gzip data is cut off"),
                counts.unreadableObjects().first());
        assertEquals(
                List.of(BACKUP + "a", BACKUP + "b", "replayed/source-backup/" + BACKUP + "b"),
                keys(""));
    }

    @Test
    void goesOnWithASourceBackupWhereItStopped() throws IOException {
        gzip(BACKUP + "a", 0, good(1));
        backup().apply(stream);
        gzip(BACKUP + "b", 0, good(2));
        isDown = true;
        assertThrows(IllegalStateException.class, () -> backup().apply(stream));
        isDown = false;

        assertEquals(1, backup().survey().sent());
        sent.clear();
        backup().apply(stream);

        assertEquals(List.of(good(2)), sent.stream().distinct().toList());
        assertEquals(0, backup().survey().sent());
    }

    private BackupReplay backup() {
        return new BackupReplay(new FolderBucket(lake), "backup/2026/", CLOCK, _ -> {});
    }
}
