package sesevents.console;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The day in UTC, which is the day of all figures. */
record Today(InstantSource clock) {
    LocalDate day() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
