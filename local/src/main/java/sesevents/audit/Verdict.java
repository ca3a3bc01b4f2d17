package sesevents.audit;

/**
 * What the books say of a day.
 *
 * @param kind
 * @param records how many are missing or too many
 */
public record Verdict(Kind kind, long records) {
    /** Kinds of days. */
    public enum Kind {
        /** Every record that was offered is there. */
        BALANCED,
        /** But for some around midnight that the day before or after makes up for. */
        ACROSS_MIDNIGHT,
        /** Firehose may still have some. */
        OPEN,
        /** Nobody knows how many were offered. */
        UNKNOWN,
        /** Some that were offered are nowhere. */
        MISSING,
        /** There are some that were never offered. */
        TOO_MANY
    }

    static Verdict hole(long difference) {
        return new Verdict(difference > 0 ? Kind.MISSING : Kind.TOO_MANY, Math.abs(difference));
    }

    public boolean isGood() {
        return kind != Kind.MISSING && kind != Kind.TOO_MANY;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case BALANCED -> "balanced";
            case ACROSS_MIDNIGHT -> "balanced, %,d across midnight".formatted(records);
            case OPEN -> "open, %,d to come".formatted(records);
            case UNKNOWN -> "not known what was offered";
            case MISSING -> "%,d MISSING".formatted(records);
            case TOO_MANY -> "%,d TOO MANY".formatted(records);
        };
    }
}
