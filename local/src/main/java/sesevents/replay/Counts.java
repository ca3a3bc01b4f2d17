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
    private final List<String> unreadableObjects = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private long unreadableLines;
    private long different;
    private long unreadableObjectCount;
    private long takenCount;
    private long objects;
    private long moved;

    void object() {
        objects++;
    }

    void movedObject() {
        moved++;
    }

    /** Records of a backup: each goes as often as it is there. */
    void found(ReplayCandidate prospect, long records) {
        (prospect.passes() ? goes : stays).merge(prospect.reason(), records, Long::sum);
        different += prospect.passes() ? records : 0;
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
        name(where, why, unreadable);
    }

    /** It stays where it is, whole. */
    void unreadableObject(String key, String why) {
        unreadableObjectCount++;
        name(key, why, unreadableObjects);
    }

    /** Another run was faster. */
    void taken(String key, String when) {
        takenCount++;
        name(key, when, taken);
    }

    private static void name(String what, String why, List<String> named) {
        if (named.size() < NAMED_MAX) {
            named.add(what + "  " + why);
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

    /** The first of the objects that cannot be read, split or moved, and why. */
    public List<String> unreadableObjects() {
        return unreadableObjects;
    }

    public long unreadableObjectCount() {
        return unreadableObjectCount;
    }

    /** The first of the objects that another run has moved. */
    public List<String> taken() {
        return taken;
    }

    public long takenCount() {
        return takenCount;
    }

    /** Whether everything could be read, and was done. */
    public boolean isWhole() {
        return unreadableLines == 0 && unreadableObjectCount == 0;
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
