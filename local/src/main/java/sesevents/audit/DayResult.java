package sesevents.audit;

/**
 * The result of the audit for a day.
 *
 * @param records how many are missing, too many, or as the kind says
 */
public record DayResult(Kind kind, long records) {
    /** Kinds of results; the texts are shown to a person. */
    public enum Kind {
        /** Every record that was offered is there. */
        BALANCED("balanced"),
        /** The day before or after makes up for some records around midnight. */
        ACROSS_MIDNIGHT("balanced, %,d across midnight"),
        /** Firehose may still hold some records. */
        OPEN("open, %,d to come"),
        /** Nobody knows how many records were offered. */
        UNKNOWN("not known what was offered"),
        /** Records that were lost came again on a later day, by a replay of the source backup. */
        CAME_AGAIN("balanced, %,d came again"),
        /** Records were not found, but may be in what cannot be read. */
        CANNOT_BE_READ("%,d not found, some CANNOT BE READ"),
        /** Records that were offered are nowhere. */
        MISSING("%,d MISSING"),
        /** There are records that were never offered. */
        TOO_MANY("%,d TOO MANY");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /**
     * The result for a day that may lack records.
     *
     * @param isReadable whether all objects were read that may hold them
     */
    static DayResult lacking(long records, boolean isReadable) {
        if (records == 0) {
            return new DayResult(Kind.BALANCED, 0);
        }
        return new DayResult(isReadable ? Kind.MISSING : Kind.CANNOT_BE_READ, records);
    }

    public boolean isGood() {
        return switch (kind) {
            case BALANCED, ACROSS_MIDNIGHT, OPEN, UNKNOWN, CAME_AGAIN -> true;
            case CANNOT_BE_READ, MISSING, TOO_MANY -> false;
        };
    }

    @Override
    public String toString() {
        return kind.text.formatted(records);
    }
}
