package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void refusesNumbersThatMakeNoSense() {
        for (String refused :
                List.of(
                        "demo --messages -1: --messages is 1 to 1,000,000, not -1",
                        "demo --messages 0: --messages is 1 to 1,000,000, not 0",
                        "demo --messages 9223372036854775807: --messages is 1 to 1,000,000, not"
                                + " 9,223,372,036,854,775,807",
                        "replay --rate 0: --rate is 1 to 1,000,000, not 0",
                        "audit --coverage-min -1: --coverage-min is 0 to 100, not -1.0",
                        "audit --coverage-min 101: --coverage-min is 0 to 100, not 101.0",
                        "audit --coverage-min NaN: --coverage-min is 0 to 100, not NaN")) {
            String[] parts = refused.split(": ");
            List<String> words = new ArrayList<>(List.of(parts[0].split(" ")));
            assertEquals(
                    new Outcome(
                            2,
                            "",
                            "ses-events: %s (try: ./ses-events help %s)\n"
                                    .formatted(parts[1], words.getFirst())),
                    Outcome.of(
                            words.getFirst(),
                            words.subList(1, words.size()).toArray(String[]::new)),
                    refused);
        }
    }
}
