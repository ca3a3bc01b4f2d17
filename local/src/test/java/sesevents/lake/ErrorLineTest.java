package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That a written line can be read again is claimed by ErrorLineFuzzTest. */
class ErrorLineTest {
    /** A line as Firehose writes it, as AWS documents it, and of a failed format conversion. */
    static Stream<String> forms() {
        return Stream.of(
                "{'rawData':'YmFkCg==','errorCode':'C','errorMessage':'M','attemptsMade':2,"
                        + "'arrivalTimestamp':1789014240448,"
                        + "'attemptEndingTimestamp':1789014301529,'lambdaARN':'arn'}",
                "{'attemptsMade':'2','arrivalTimestamp':'1789014240448','errorCode':'C',"
                        + "'errorMessage':'M','attemptEndingTimestamp':'1789014301529',"
                        + "'rawData':'YmFkCg==','lambdaArn':'arn','new':{'er':[1]}} ",
                "{'attemptsMade':2,'arrivalTimestamp':1789014240448,"
                        + "'lastErrorCode':'C','lastErrorMessage':'M',"
                        + "'attemptEndingTimestamp':1789014301529,'rawData':'YmFkCg==',"
                        + "'sequenceNumber':'49','subSequenceNumber':null,"
                        + "'dataCatalogTable':{'databaseName':'d'}}");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsEveryFormOfALine(String line) throws UnreadableLine {
        FailedRecord read = read(line);
        assertArrayEquals("bad\n".getBytes(UTF_8), read.data());
        assertEquals(
                new FailedRecord(
                        read.data(),
                        Instant.ofEpochMilli(1789014240448L),
                        "q/a:1",
                        "C",
                        "M",
                        2,
                        Instant.ofEpochMilli(1789014301529L)),
                read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "no JSON | {'rawData':'YmFkCg==','arrivalTimestamp':17890142",
                "no JSON object | {'rawData':'YmFkCg==','arrivalTimestamp':1} {}",
                "no JSON | {'rawData':'YQ==','rawData':'Yg==','arrivalTimestamp':1}",
                "no JSON object | ['YmFkCg==']",
                "no JSON object | null",
                "no rawData | {'arrivalTimestamp':1}",
                "no rawData | {'rawData':null,'arrivalTimestamp':1}",
                "rawData cannot be read | {'rawData':'?','arrivalTimestamp':1}",
                "no arrivalTimestamp | {'rawData':'YmFkCg=='}",
                "arrivalTimestamp cannot be read |"
                        + " {'rawData':'YmFkCg==','arrivalTimestamp':'when'}",
            })
    void saysWhyALineCannotBeRead(String reason, String line) {
        assertEquals(reason, assertThrows(UnreadableLine.class, () -> read(line)).getMessage());
    }

    private static FailedRecord read(String line) throws UnreadableLine {
        return ErrorLine.read(line.replace('\'', '"').getBytes(UTF_8), "q/a:1");
    }
}
