package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorLineTest {
    private static final Instant ARRIVAL = Instant.ofEpochMilli(1789014240448L);
    private static final Instant ENDING = Instant.ofEpochMilli(1789014301529L);

    @Test
    void readsWhatItWrites() throws UnreadableLine {
        byte[] data = {0, -1, '\n', 'x'};
        FailedRecord written =
                new FailedRecord(data, ARRIVAL, "q/a:1", "Lambda.X", "why \"so\"", 4, ENDING);

        assertSame(written, ErrorLine.read(ErrorLine.of(written, "arn:f"), "q/a:1"));
    }

    @Test
    void readsTheFirstOfAllTimesToo() throws UnreadableLine {
        Instant first = Instant.ofEpochMilli(Long.MIN_VALUE);
        FailedRecord written = new FailedRecord(new byte[0], first, "q/a:1", "C", "M", 1, first);

        assertSame(written, ErrorLine.read(ErrorLine.of(written, "arn:f"), "q/a:1"));
    }

    @Test
    void readsBothSpellingsNumbersOrStringsAndUnknownFields() throws UnreadableLine {
        FailedRecord expected =
                new FailedRecord("bad\n".getBytes(UTF_8), ARRIVAL, "q/a:1", "C", "M", 2, ENDING);

        assertSame(
                expected,
                read(
                        "{'rawData':'YmFkCg==','errorCode':'C','errorMessage':'M','attemptsMade':2,"
                                + "'arrivalTimestamp':1789014240448,"
                                + "'attemptEndingTimestamp':1789014301529,'lambdaARN':'arn'}"));
        assertSame(
                expected,
                read(
                        "{'attemptsMade':'2','arrivalTimestamp':'1789014240448','errorCode':'C',"
                                + "'errorMessage':'M','attemptEndingTimestamp':'1789014301529',"
                                + "'rawData':'YmFkCg==','lambdaArn':'arn','new':{'er':[1]}} "));
    }

    @Test
    void readsTheLineOfAFailedFormatConversion() throws UnreadableLine {
        assertSame(
                new FailedRecord(
                        "bad\n".getBytes(UTF_8),
                        ARRIVAL,
                        "q/a:1",
                        "DataFormatConversion.X",
                        "M",
                        1,
                        ENDING),
                read(
                        "{'attemptsMade':1,'arrivalTimestamp':1789014240448,"
                                + "'lastErrorCode':'DataFormatConversion.X','lastErrorMessage':'M',"
                                + "'attemptEndingTimestamp':1789014301529,'rawData':'YmFkCg==',"
                                + "'sequenceNumber':'49','subSequenceNumber':null,"
                                + "'dataCatalogTable':{'databaseName':'d'}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "no JSON | {'rawData':'YmFkCg==','arrivalTimestamp':17890142",
                "no JSON | {'rawData':'YmFkCg==','arrivalTimestamp':1} {}",
                "no JSON | {'rawData':'YQ==','rawData':'Yg==','arrivalTimestamp':1}",
                "no JSON object | ['YmFkCg==']",
                "no rawData | {'arrivalTimestamp':1}",
                "no rawData | {'rawData':null,'arrivalTimestamp':1}",
                "rawData is no base64 | {'rawData':'?','arrivalTimestamp':1}",
                "no arrivalTimestamp | {'rawData':'YmFkCg=='}",
                "arrivaltimestamp is no whole number |"
                        + " {'rawData':'YmFkCg==','arrivalTimestamp':'when'}",
            })
    void saysWhyALineIsNone(String reason, String line) {
        assertEquals(reason, assertThrows(UnreadableLine.class, () -> read(line)).getMessage());
    }

    private static FailedRecord read(String line) throws UnreadableLine {
        return ErrorLine.read(line.replace('\'', '"').getBytes(UTF_8), "q/a:1");
    }

    private static void assertSame(FailedRecord expected, FailedRecord actual) {
        assertArrayEquals(expected.data(), actual.data());
        byte[] none = {};
        assertEquals(with(expected, none), with(actual, none));
    }

    private static FailedRecord with(FailedRecord record, byte[] data) {
        return new FailedRecord(
                data,
                record.arrival(),
                record.origin(),
                record.errorCode(),
                record.errorMessage(),
                record.attemptsMade(),
                record.attemptEnding());
    }
}
