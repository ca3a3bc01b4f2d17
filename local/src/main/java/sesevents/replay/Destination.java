package sesevents.replay;

/** Where a replay sends records. */
public interface Destination {
    /** Sends a record, at once or together with later ones. */
    void put(byte[] record);

    /** Returns once every record that was put is accepted. */
    void settle();
}
