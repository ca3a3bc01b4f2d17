package sesevents.audit;

import sesevents.lake.RecordId;

/** A set of ids that needs some 40 bytes for each: a day of millions fits into memory. */
final class IdSet {
    private static final int FIRST_SLOTS = 1024;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private long[] slots = new long[2 * FIRST_SLOTS];
    private int size;

    /** Whether it was not there yet. */
    boolean add(RecordId id) {
        if (4L * size >= slots.length) {
            grow();
        }
        return insert(id.high(), low(id.high(), id.low()));
    }

    boolean contains(RecordId id) {
        return isThere(slot(id.high(), low(id.high(), id.low())));
    }

    int size() {
        return size;
    }

    private boolean insert(long high, long low) {
        int slot = slot(high, low);
        if (isThere(slot)) {
            return false;
        }
        slots[2 * slot] = high;
        slots[2 * slot + 1] = low;
        size++;
        return true;
    }

    /** Where it is, or would be. */
    private int slot(long high, long low) {
        int mask = slots.length / 2 - 1;
        int slot = (int) ((high ^ low * 31) * SPREAD >>> 32) & mask;
        while (isThere(slot) && !(slots[2 * slot] == high && slots[2 * slot + 1] == low)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isThere(int slot) {
        return slots[2 * slot] != 0 || slots[2 * slot + 1] != 0;
    }

    /** Two zeros are an empty slot. */
    private static long low(long high, long low) {
        return high == 0 && low == 0 ? 1 : low;
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
