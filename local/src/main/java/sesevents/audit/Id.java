package sesevents.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Of 128 bits: which record that was offered this is. */
record Id(long high, long low) {
    private static final int HEX_DIGITS = 32;

    // Odd, so that two times give two ids.
    private static final long HIGH_FACTOR = 0x9e3779b97f4a7c15L;
    private static final long LOW_FACTOR = 0xd1b54a32d192ed03L;

    /**
     * An event by its id.
     *
     * @throws NumberFormatException where that is none of ours
     */
    static Id of(String eventId) {
        if (eventId.length() != HEX_DIGITS) {
            throw new NumberFormatException("not 32 digits");
        }
        return new Id(
                Long.parseUnsignedLong(eventId, 0, HEX_DIGITS / 2, 16),
                Long.parseUnsignedLong(eventId, HEX_DIGITS / 2, HEX_DIGITS, 16));
    }

    /** A record by its bytes. */
    static Id of(byte[] record) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(record));
            return new Id(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /** The same, as it arrived at that time. */
    Id at(long millis) {
        return new Id(high + millis * HIGH_FACTOR, low ^ millis * LOW_FACTOR);
    }
}
