package sesevents.audit;

/** A set of ids that needs some 40 bytes for each: a day of millions fits into memory. */
final class IdSet {
    private static final int FIRST_SLOTS = 1024;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private long[] slots = new long[2 * FIRST_SLOTS];
    private int size;

    /** Whether it was not there yet. */
    boolean add(Id id) {
        if (4L * size >= slots.length) {
            grow();
        }
        return insert(id.high(), id.low());
    }

    int size() {
        return size;
    }

    private boolean insert(long high, long given) {
        // Two zeros are an empty slot.
        long low = high == 0 && given == 0 ? 1 : given;
        int mask = slots.length / 2 - 1;
        int slot = (int) ((high ^ low * 31) * SPREAD >>> 32) & mask;
        while (slots[2 * slot] != 0 || slots[2 * slot + 1] != 0) {
            if (slots[2 * slot] == high && slots[2 * slot + 1] == low) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        slots[2 * slot] = high;
        slots[2 * slot + 1] = low;
        size++;
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        size = 0;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                insert(old[i], old[i + 1]);
            }
        }
    }
}
