package sesevents.transform;

import java.util.Locale;

/**
 * Why a record is refused; docs/architecture.md says what each means. Logs and metrics have {@link
 * #code()}.
 */
public enum Reason {
    /** The text of {@code data} in the request is not base64. */
    BAD_BASE64,
    NO_ARRIVAL_TIME,
    TOO_LARGE,
    /** Bytes that are not UTF-8. */
    NOT_UTF8,
    NOT_JSON,
    NOT_AN_OBJECT,
    DUPLICATE_KEY,
    TOO_DEEP,
    WRONG_TYPE,
    MISSING_FIELD,
    BAD_TIMESTAMP,
    RESPONSE_FULL,
    INTERNAL_ERROR;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
        return code;
    }
}
