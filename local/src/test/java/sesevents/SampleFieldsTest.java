package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sesevents.athena.TestLake;
import sesevents.cli.Checkout;
import sesevents.mail.Sample;
import sesevents.sql.HiveTable;
import sesevents.sql.SqlTree;

/** What the table declares, and what SES has added in 2026, occurs in the samples of events/. */
class SampleFieldsTest {
    /** From here on the columns are the transform's. */
    private static final String FIRST_DERIVED = "event_id";

    /** As {@code bounce.bouncetype}, and with a value as {@code bounce.bouncetype=Permanent}. */
    private static final Set<String> FOUND = new HashSet<>();

    @BeforeAll
    static void readSamples() throws IOException {
        for (Sample sample : Sample.all(Checkout.root())) {
            find("", new ObjectMapper().readTree(sample.published()));
        }
    }

    @Test
    void everyFieldOfTheTableIsInASample() {
        HiveTable table =
                SqlTree.ofCheckout().tables().stream()
                        .filter(one -> one.name().equals("ses_events"))
                        .findFirst()
                        .orElseThrow();
        List<String> declared = new ArrayList<>();
        for (HiveTable.Column column : table.columns()) {
            if (column.name().equals(FIRST_DERIVED)) {
                break;
            }
            declare(column.name(), column.type(), declared);
        }

        assertEquals(99, declared.size());
        assertEquals(List.of(), declared.stream().filter(path -> !FOUND.contains(path)).toList());
    }

    @Test
    void everyValueThatIsNewIn2026IsInASample() {
        List<String> added =
                TestLake.athena()
                        .query(
                                """
                                select concat(path, '=', value)
                                from known_values
                                where
                                    path in ('eventtype', 'tags')
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

    /** Names as the table has them, whatever SES's capitals; the tags of a mail are values. */
    private static void find(String path, JsonNode node) {
        FOUND.add(path);
        if (node.isTextual()) {
            FOUND.add(path + "=" + node.textValue());
        }
        if (node.isArray()) {
            node.forEach(element -> find(path, element));
        }
        if (path.equals("mail.tags")) {
            node.fieldNames().forEachRemaining(tag -> FOUND.add("tags=" + tag));
            return;
        }
        node.properties()
                .forEach(
                        member -> {
                            String name = member.getKey().toLowerCase(Locale.ROOT);
                            find(path.isEmpty() ? name : path + "." + name, member.getValue());
                        });
    }

    private static void declare(String path, String type, List<String> declared) {
        declared.add(path);
        String element = type;
        while (element.startsWith("array<")) {
            element = inside(element);
        }
        if (!element.startsWith("struct<")) {
            return;
        }
        for (String field : fields(inside(element))) {
            int colon = field.indexOf(':');
            declare(path + "." + field.substring(0, colon), field.substring(colon + 1), declared);
        }
    }

    private static String inside(String type) {
        return type.substring(type.indexOf('<') + 1, type.length() - 1);
    }

    /** Apart at the commas that stand in no brackets. */
    private static List<String> fields(String struct) {
        List<String> fields = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < struct.length(); i++) {
            char sign = struct.charAt(i);
            depth += sign == '<' ? 1 : sign == '>' ? -1 : 0;
            if (sign == ',' && depth == 0) {
                fields.add(struct.substring(start, i));
                start = i + 1;
            }
        }
        fields.add(struct.substring(start));
        return fields;
    }
}
