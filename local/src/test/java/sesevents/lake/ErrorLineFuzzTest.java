package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorLineFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.of(
                        "{'rawData':'YmFkCg==','errorCode':'C','errorMessage':'M','attemptsMade':2,"
                                + "'arrivalTimestamp':1789014240448,"
                                + "'attemptEndingTimestamp':1789014301529,'lambdaARN':'arn'}",
                        "{'attemptsMade':'2','arrivalTimestamp':'1789014240448','errorCode':'C',"
                                + "'rawData':'YmFkCg==','lambdaArn':'arn','new':{'er':[1]}} ",
                        "{'attemptsMade':1,'arrivalTimestamp':1789014240448,"
                                + "'lastErrorCode':'C','lastErrorMessage':'M',"
                                + "'attemptEndingTimestamp':1789014301529,'rawData':'YmFkCg==',"
                                + "'sequenceNumber':'49','subSequenceNumber':null}",
                        "{'rawData':'AP8KeA==','errorCode':'why \\\"so\\\"','arrivalTimestamp':"
                                + Long.MIN_VALUE
                                + "}")
                .map(line -> line.replace('\'', '"').getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void readsWhatItWritesAndThrowsNothingButUnreadableLine(byte[] bytes) throws UnreadableLine {
        FailedRecord read;
        try {
            read = ErrorLine.read(bytes, "q/a:1");
        } catch (UnreadableLine _) {
            read = made(bytes);
        }
        assertIsReadBack(read);
    }

    /** Any bytes as a failed record. */
    private static FailedRecord made(byte[] bytes) {
        byte[] numbers = Arrays.copyOf(bytes, 20);
        int end = Math.min(20, bytes.length);
        int middle = (end + bytes.length) / 2;
        return new FailedRecord(
                Arrays.copyOfRange(bytes, middle, bytes.length),
                Instant.ofEpochMilli(number(numbers, 0, 8)),
                "q/a:1",
                new String(bytes, end, middle - end, UTF_8),
                new String(bytes, middle, bytes.length - middle, UTF_8),
                (int) number(numbers, 16, 20),
                Instant.ofEpochMilli(number(numbers, 8, 16)));
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << Byte.SIZE | Byte.toUnsignedInt(bytes[i]);
        }
        return number;
    }

    private static void assertIsReadBack(FailedRecord written) throws UnreadableLine {
        byte[] line = ErrorLine.of(written, "arn:f");
        assertEquals('\n', line[line.length - 1]);
        assertFalse(new String(line, 0, line.length - 1, UTF_8).contains("\n"));
        FailedRecord read = ErrorLine.read(line, written.origin());
        assertArrayEquals(written.data(), read.data());
        assertEquals(written.arrival(), read.arrival());
        assertEquals(written.errorCode(), read.errorCode());
        assertEquals(written.errorMessage(), read.errorMessage());
        assertEquals(written.attemptsMade(), read.attemptsMade());
        assertEquals(written.attemptEnding(), read.attemptEnding());
    }
}
