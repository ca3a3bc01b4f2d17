package sesevents.replay;

import java.util.SortedMap;
import java.util.TreeMap;
import sesevents.lake.Examples;

/** What a replay found, sent and left. */
public final class Counts {
    private final SortedMap<String, Long> goes = new TreeMap<>();
    private final SortedMap<String, Long> stays = new TreeMap<>();
    private final Examples unreadableLines = new Examples();
    private final Examples unreadableObjects = new Examples();
    private final Examples taken = new Examples();
    long different;
    long objects;
    long moved;

    void add(String reason, boolean isGoing, long records) {
        (isGoing ? goes : stays).merge(reason, records, Long::sum);
    }

    /** How many records are or were sent, by reason. */
    public SortedMap<String, Long> goes() {
        return goes;
    }

    /** How many records stay where they are, by reason. */
    public SortedMap<String, Long> stays() {
        return stays;
    }

    public Examples unreadableLines() {
        return unreadableLines;
    }

    /** Objects that cannot be read, split or moved; each stays as it is. */
    public Examples unreadableObjects() {
        return unreadableObjects;
    }

    /** Objects that another run has moved. */
    public Examples taken() {
        return taken;
    }

    /** Whether everything could be read, and was done. */
    public boolean isWhole() {
        return unreadableLines.count() == 0 && unreadableObjects.count() == 0;
    }

    public long objects() {
        return objects;
    }

    /** How many objects were sent, and moved or noted. */
    public long movedObjects() {
        return moved;
    }

    public long sent() {
        return sum(goes);
    }

    /** How many of the records sent are different within their object: each is put once. */
    public long different() {
        return different;
    }

    public long left() {
        return sum(stays) + unreadableLines.count();
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
