package sesevents.audit;

/**
 * What the books say of a day.
 *
 * @param kind of day it is
 * @param records how many are missing or too many
 */
public record DayResult(Kind kind, long records) {
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
        /** Some that were lost came again on a later day, by a replay of the source backup. */
        CAME_AGAIN,
        /** Some were not found, and may be in what cannot be read. */
        CANNOT_BE_READ,
        /** Some that were offered are nowhere. */
        MISSING,
        /** There are some that were never offered. */
        TOO_MANY
    }

    /**
     * @param isReadable whether all that might hold them was read
     */
    static DayResult lacking(long records, boolean isReadable) {
        if (records == 0) {
            return new DayResult(Kind.BALANCED, 0);
        }
        return new DayResult(isReadable ? Kind.MISSING : Kind.CANNOT_BE_READ, records);
    }

    DayResult with(Kind another) {
        return new DayResult(another, records);
    }

    public boolean isGood() {
        return switch (kind) {
            case BALANCED, ACROSS_MIDNIGHT, OPEN, UNKNOWN, CAME_AGAIN -> true;
            case CANNOT_BE_READ, MISSING, TOO_MANY -> false;
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case BALANCED -> "balanced";
            case ACROSS_MIDNIGHT -> "balanced, %,d across midnight".formatted(records);
            case OPEN -> "open, %,d to come".formatted(records);
            case UNKNOWN -> "not known what was offered";
            case CAME_AGAIN -> "balanced, %,d came again".formatted(records);
            case CANNOT_BE_READ -> "%,d not found, some CANNOT BE READ".formatted(records);
            case MISSING -> "%,d MISSING".formatted(records);
            case TOO_MANY -> "%,d TOO MANY".formatted(records);
        };
    }
}
