package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorLineFuzzTest {
    static Stream<byte[]> seeds() {
        String extreme =
                "{'rawData':'AP8KeA==','errorCode':'why \\\"so\\\"','arrivalTimestamp':"
                        + Long.MIN_VALUE
                        + "}";
        return Stream.concat(ErrorLineTest.forms(), Stream.of(extreme))
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
        ByteBuffer numbers = ByteBuffer.wrap(Arrays.copyOf(bytes, 20));
        int end = Math.min(20, bytes.length);
        int middle = (end + bytes.length) / 2;
        return new FailedRecord(
                Arrays.copyOfRange(bytes, middle, bytes.length),
                Instant.ofEpochMilli(numbers.getLong()),
                "q/a:1",
                new String(bytes, end, middle - end, UTF_8),
                new String(bytes, middle, bytes.length - middle, UTF_8),
                numbers.getInt(),
                Instant.ofEpochMilli(numbers.getLong()));
    }

    private static void assertIsReadBack(FailedRecord written) throws UnreadableLine {
        byte[] line = ErrorLine.of(written, "arn:f");
        assertTrue(new String(line, UTF_8).matches("[^\n]*\n"));
        FailedRecord read = ErrorLine.read(line, written.origin());
        assertArrayEquals(written.data(), read.data());
        assertEquals(
                written,
                new FailedRecord(
                        written.data(),
                        read.arrival(),
                        read.origin(),
                        read.errorCode(),
                        read.errorMessage(),
                        read.attemptsMade(),
                        read.attemptEnding()));
    }
}
