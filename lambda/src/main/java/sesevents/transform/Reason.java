package sesevents.transform;

import java.util.Locale;

/** Why a record is refused; logs and metrics have {@link #code()}. */
public enum Reason {
    /** The text of {@code data} in the request is not base64. */
    BAD_BASE64,
    /** The request does not say when the record arrived. */
    NO_ARRIVAL_TIME,
    /** More than Firehose's limit for one record. */
    TOO_LARGE,
    /** Bytes that are not UTF-8. */
    NOT_UTF8,
    /** Not one JSON value and nothing else. */
    NOT_JSON,
    /** JSON, but not an object. */
    NOT_AN_OBJECT,
    /** An object has a name twice, or two spellings of one declared column. */
    DUPLICATE_KEY,
    /** Nested deeper than any event. */
    TOO_DEEP,
    /** A declared column holds a value that the table cannot read. */
    WRONG_TYPE,
    /** A field that every event must have is absent, null or empty. */
    MISSING_FIELD,
    /** A timestamp that is not ISO 8601 with Z or an offset. */
    BAD_TIMESTAMP,
    /** The answer to Firehose has no room left; the record is sound and can be replayed. */
    RESPONSE_FULL,
    /** A fault of this function; the record may be sound. */
    INTERNAL_ERROR;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
        return code;
    }
}
