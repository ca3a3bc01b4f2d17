package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sesevents.engine.TestLake;

/** The samples in events/ have every value that SES added in 2026. */
class SampleValuesTest {
    /** Paths and values, such as {@code bounce.bouncetype=Permanent}. */
    private static final Set<String> FOUND = new HashSet<>();

    @BeforeAll
    static void readSamples() throws IOException {
        for (Sample sample : Sample.all(Checkout.root())) {
            find("", new ObjectMapper().readTree(sample.published()));
        }
    }

    @Test
    void everyValueThatIsNewIn2026IsInASample() {
        List<String> added =
                TestLake.engine()
                        .query(
                                """
                                select concat(path, '=', value)
                                from known_values
                                where
                                    path in ('eventtype', 'mail.tags')
                                    or source <> 'SES guide'
                                    or value in ('CustomTimeoutExceeded', 'SendingDeferral', 'not-spam')
                                """)
                        .values()
                        .stream()
                        .map(row -> (String) row.getFirst())
                        .toList();

        assertEquals(32, added.size());
        assertEquals(List.of(), added.stream().filter(value -> !FOUND.contains(value)).toList());
    }

    /** Names are in lower case, as in the table; the names of tags count as values. */
    private static void find(String path, JsonNode node) {
        if (node.isTextual()) {
            FOUND.add(path + "=" + node.textValue());
        }
        if (node.isArray()) {
            node.forEach(element -> find(path, element));
        }
        if (path.equals("mail.tags")) {
            node.fieldNames().forEachRemaining(tag -> FOUND.add("mail.tags=" + tag));
            return;
        }
        node.properties()
                .forEach(
                        member -> {
                            String name = member.getKey().toLowerCase(Locale.ROOT);
                            find(path.isEmpty() ? name : path + "." + name, member.getValue());
                        });
    }
}
