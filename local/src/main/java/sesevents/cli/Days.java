package sesevents.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.TypeConversionException;
import sesevents.lake.Hours;

/** The days that a command takes as options. */
final class Days {
    private static final String NO_DATE = "'%s' is not a date; write it as 2026-01-31";

    private Days() {}

    /** The last day that nothing can be delivered into any more. */
    static LocalDate lastClosed() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(2);
    }

    static LocalDate parse(String text) {
        return Hours.day(text)
                .orElseThrow(() -> new TypeConversionException(NO_DATE.formatted(text)));
    }
}
