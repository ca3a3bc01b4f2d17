package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventIdTest {
    /** Known answers of MurmurHash3_x64_128 with seed 0, of which the id has 24 digits. */
    @ParameterizedTest
    @CsvSource({
        "'',                                            00000000000000000000000000000000",
        "hell,                                          67f8103e694299624753ebba820bdb92",
        "The quick brown fox jumps over the lazy dog,   6c1b07bc7bbc4be347939ac4a93c437a",
    })
    void isTheStartOfMurmurHash3OfTheSliceAlone(String text, String hash) {
        byte[] bytes = Events.bytes("xx" + text + "yy");
        assertEquals(hash.substring(0, 24), EventId.of(new Slice(bytes, 2, bytes.length - 2)));
    }
}
