package sesevents.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import sesevents.lake.Hours;

/** Days as they are given to a command. */
final class Days {
    private static final int RANGE_DAYS_MAX = 3_660;

    private Days() {}

    /** Nothing can be delivered any more into this day and those before it. */
    static LocalDate lastClosed() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(2);
    }

    static LocalDate parse(String text) {
        return Hours.day(text)
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'%s' is no day, as 2026-01-31".formatted(text)));
    }

    /** Refuses a range without a day, or of more than there can be events. */
    static void requireRange(CommandSpec command, LocalDate from, LocalDate to) {
        requireOrder(command, from, to);
        if (from.plusDays(RANGE_DAYS_MAX).isBefore(to)) {
            throw new ParameterException(
                    command.commandLine(),
                    "from %s to %s are more than %,d days; ask for fewer"
                            .formatted(from, to, RANGE_DAYS_MAX));
        }
    }

    /** Refuses a range without a day; null is without a bound. */
    static void requireOrder(CommandSpec command, LocalDate from, LocalDate to) {
        if (from != null && to != null && from.isAfter(to)) {
            throw new ParameterException(
                    command.commandLine(), "no day from %s to %s".formatted(from, to));
        }
    }
}
