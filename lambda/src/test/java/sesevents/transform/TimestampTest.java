package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    private static final DateTimeFormatter TABLE_FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final long YEAR_10000 = 253_402_300_800_000L;

    @ParameterizedTest
    @CsvSource({
        "2017-08-05T00:40:02.012Z,         2017-08-05 00:40:02.012",
        "2024-02-29T23:59:59.999Z,         2024-02-29 23:59:59.999",
        "0001-01-01T00:00:00.000Z,         0001-01-01 00:00:00.000",
        "9999-12-31T23:59:59.999Z,         9999-12-31 23:59:59.999",
        "2016-01-27T14:59:38Z,             2016-01-27 14:59:38.000",
        "2016-01-27T14:59Z,                2016-01-27 14:59:00.000",
        "2016-01-27T14:59:38.1Z,           2016-01-27 14:59:38.100",
        "2016-01-27T14:59:38.123999999Z,   2016-01-27 14:59:38.123",
        "2016-01-27T14:59:38.237-05:00,    2016-01-27 19:59:38.237",
        "2016-01-27T14:59:38+0530,         2016-01-27 09:29:38.000",
        "2016-01-27T00:59:38+02,           2016-01-26 22:59:38.000",
        "2016-01-27T00:59:38-00:00,        2016-01-27 00:59:38.000",
    })
    void readsIso8601(String iso, String expected) {
        assertEquals(expected, Timestamp.text(Timestamp.ofIso(iso)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2016-01-27",
                "2016-01-27T14:59:38.237",
                "2016-01-27 14:59:38.237Z",
                "2016-01-27t14:59:38.237z",
                "2016-13-27T14:59:38.237Z",
                "2016-02-30T14:59:38.237Z",
                "2016-02-30T14:59:38Z",
                "2015-02-29T14:59:38.237Z",
                "2016-01-00T14:59:38.237Z",
                "2016-01-27T24:00:00.000Z",
                "2016-01-27T24:00:00Z",
                "2016-01-27T23:60:00.000Z",
                "2016-12-31T23:59:60.000Z",
                "0000-01-27T14:59:38.237Z",
                "0000-12-31T23:59:59Z",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "+12016-01-27T14:59:38Z",
                "-2016-01-27T14:59:38.23Z",
                "2016-01-27T14:59:38.1234567890Z",
                "2016-01-27T14:59:38.Z",
                "2016-01-27T14:59:38ZZ",
                "2016-01-27T14:59:38+01:00Z",
                "2016-01-27T14:59:38+19:00",
                "2016-01-27T14:59:38 +01:00",
                "2016-01-27T14:59:38.237Z\n",
                "２016-01-27T14:59:38.237Z",
                "Sun, 1 Mar 2026 10:00:00 +0000",
                "1772359205789",
            })
    void refusesAnythingElse(String text) {
        assertThrows(DateTimeException.class, () -> Timestamp.ofIso(text));
    }

    @Property
    void agreesWithJavaTimeOnTheFormOfSes(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = YEAR_10000 - 1) long millis) {
        LocalDateTime utc = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        String expected = TABLE_FORM.format(utc);
        for (String offset : List.of("Z", "+00:00")) {
            LocalDateTime read = Timestamp.ofIso(expected.replace(' ', 'T') + offset);
            assertEquals(utc, read);
            assertEquals(expected, Timestamp.text(read));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, YEAR_10000, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesArrivalsOutsideTheYears1970To9999(long millis) {
        assertThrows(DateTimeException.class, () -> Timestamp.ofEpochMillis(millis));
    }
}
