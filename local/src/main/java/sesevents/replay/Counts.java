package sesevents.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a replay found, sent and left, for a person. */
public final class Counts {
    private static final int NAMED_MAX = 20;

    private final SortedMap<String, Long> goes = new TreeMap<>();
    private final SortedMap<String, Long> stays = new TreeMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private long unreadableLines;
    private long different;
    private long objects;
    private long moved;

    void object() {
        objects++;
    }

    void movedObject() {
        moved++;
    }

    void goes(String reason) {
        goes.merge(reason, 1L, Long::sum);
    }

    void different(long records) {
        different += records;
    }

    void stays(String reason) {
        stays.merge(reason, 1L, Long::sum);
    }

    void unreadable(String where, String why) {
        unreadableLines++;
        if (unreadable.size() < NAMED_MAX) {
            unreadable.add(where + "  " + why);
        }
    }

    /** How many records go, or went, by reason. */
    public SortedMap<String, Long> goes() {
        return goes;
    }

    /** How many records stay where they are, by reason. */
    public SortedMap<String, Long> stays() {
        return stays;
    }

    /** The first of the lines that cannot be read: object, line and why. */
    public List<String> unreadable() {
        return unreadable;
    }

    public long unreadableLines() {
        return unreadableLines;
    }

    /** How many objects were looked into. */
    public long objects() {
        return objects;
    }

    /** How many objects are done with. */
    public long moved() {
        return moved;
    }

    /** How many records go, or went. */
    public long sent() {
        return sum(goes);
    }

    /** How many of them are different within their object: each is put once. */
    public long different() {
        return different;
    }

    public long left() {
        return sum(stays) + unreadableLines;
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
