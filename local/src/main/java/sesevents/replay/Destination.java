package sesevents.replay;

/** Where records are put in again. */
public interface Destination {
    /** Takes a record, now or with others after it. */
    void put(byte[] record);

    /** Returns once every record that was put is accepted, and from then on not ours to lose. */
    void settle();
}
