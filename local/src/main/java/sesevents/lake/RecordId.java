package sesevents.lake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** The id of a record, in 96 bits: the same record offered again has the same id. */
public record RecordId(long high, int low) {
    private static final int HEX_DIGITS = 24;

    /** Every line of the transform begins with this text; the event's id follows. */
    private static final int EVENT_ID_AT = "{\"event_id\":\"".length();

    // Odd numbers, so that two times give two ids.
    private static final long HIGH_FACTOR = 0x9e3779b97f4a7c15L;
    private static final long LOW_FACTOR = 0xd1b54a32d192ed03L;

    /**
     * The id of a record as it was offered: its event_id if the transform takes the record, else
     * the first 96 bits of the SHA-256 of its bytes.
     */
    public static RecordId of(byte[] record) {
        try {
            byte[] line = Transform.line(record, 0);
            return parse(new String(line, EVENT_ID_AT, HEX_DIGITS, US_ASCII));
        } catch (RejectedRecord _) {
            ByteBuffer digest = ByteBuffer.wrap(Sha256.of(record));
            return new RecordId(digest.getLong(), digest.getInt());
        }
    }

    /**
     * Reads an event_id, or an id that {@link #toString} wrote.
     *
     * @throws NumberFormatException if it is not 24 hexadecimal digits
     */
    public static RecordId parse(String hex) {
        if (hex.length() != HEX_DIGITS) {
            throw new NumberFormatException("not 24 digits");
        }
        return new RecordId(
                Long.parseUnsignedLong(hex, 0, Long.BYTES * 2, 16),
                Integer.parseUnsignedInt(hex, Long.BYTES * 2, HEX_DIGITS, 16));
    }

    /** The id of this record together with its arrival, in milliseconds since 1970. */
    public RecordId at(long millis) {
        return new RecordId(
                high + millis * HIGH_FACTOR, low ^ (int) (millis * LOW_FACTOR >>> Integer.SIZE));
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
