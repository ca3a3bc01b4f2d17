package sesevents.verify;

/**
 * An odd answer of a function about one record of three, and what Firehose makes of them. Each has
 * a stream of its own, so that none disturbs another.
 */
enum Probe {
    UNKNOWN_RESULT(
            "UnknownResult",
            "a result that Firehose does not define",
            failed("Lambda.InvalidReturnFormat", 1),
            Probe.STORED),
    BAD_BASE64(
            "BadBase64",
            "data that is no base64",
            failed("Lambda.InvalidReturnFormat", 1),
            Probe.STORED),
    MISSING_ID(
            "MissingId",
            "no answer for a record",
            failed("Lambda.MissingRecordId", 1),
            Probe.STORED),
    DOUBLED_ID(
            "DoubledId",
            "two answers for a record",
            failed("Lambda.DuplicatedRecordId", 1),
            Probe.STORED),
    STRANGE_ID("StrangeId", "an answer for a record that is none", Probe.STORED, Probe.STORED),
    NO_RECORDS(
            "NoRecords",
            "no member records",
            failed("Lambda.MissingRecordId", 1),
            failed("Lambda.MissingRecordId", 1)),
    LARGE_ANSWER(
            "LargeAnswer",
            "an answer of more than 6,291,556 bytes",
            failed("Lambda.FunctionError", 4),
            failed("Lambda.FunctionError", 4));

    static final String STORED = "stored";

    private final String id;
    private final String words;
    private final String odd;
    private final String others;

    Probe(String id, String words, String odd, String others) {
        this.id = id;
        this.words = words;
        this.odd = odd;
        this.others = others;
    }

    /** In the template, in the records' text and in object keys. */
    String id() {
        return id;
    }

    String words() {
        return words;
    }

    /** How the fate of a record is written that is none of the stored ones. */
    static String failed(String errorCode, int attempts) {
        return "%s after %d attempt%s".formatted(errorCode, attempts, attempts == 1 ? "" : "s");
    }

    String expected() {
        return summary(odd, others, others, 3);
    }

    /**
     * @param batch how many records the function saw at once, or 0 where nobody knows
     */
    static String summary(String odd, String before, String after, int batch) {
        String neighbours = before.equals(after) ? before : before + " and " + after;
        boolean isStored = neighbours.contains(Probe.STORED);
        return "it: %s; its neighbours: %s%s"
                .formatted(
                        odd, neighbours, isStored && batch != 3 ? " (but in other batches)" : "");
    }
}
