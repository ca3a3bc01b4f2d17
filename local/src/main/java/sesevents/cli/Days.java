package sesevents.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import sesevents.lake.Hours;

/** The days that a command takes as options. */
final class Days {
    private static final int RANGE_DAYS_MAX = 3_660;

    private Days() {}

    /** The last day that nothing can be delivered into any more. */
    static LocalDate lastClosed() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(2);
    }

    static LocalDate parse(String text) {
        return Hours.day(text)
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'%s' is not a date; write it as 2026-01-31"
                                                .formatted(text)));
    }

    /** Refuses a range that ends before it begins, or that spans more than ten years. */
    static void requireRange(CommandSpec command, LocalDate from, LocalDate to) {
        requireOrder(command, from, to);
        if (from.plusDays(RANGE_DAYS_MAX).isBefore(to)) {
            throw new ParameterException(
                    command.commandLine(),
                    "from %s to %s are more than %,d days; ask for fewer"
                            .formatted(from, to, RANGE_DAYS_MAX));
        }
    }

    /** Refuses a range that ends before it begins; null is an open end. */
    static void requireOrder(CommandSpec command, LocalDate from, LocalDate to) {
        if (from != null && to != null && from.isAfter(to)) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s is after %s; give the earlier day first".formatted(from, to));
        }
    }
}
