package sesevents.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlTree;

/**
 * Data files know a column by its number alone. A stack that is updated keeps its files: the
 * columns of the last release, which event_history.fields lists, must keep number, name and type.
 */
class FieldIdsTest {
    private static final List<String> RELEASED = List.of("1 name string", "2 size long");

    /** With a release this file gets the columns that are new in it. */
    @Test
    void keepsTheColumnsOfTheLastRelease() throws IOException {
        List<String> released = released();
        assertFalse(released.isEmpty());
        assertEquals(
                released,
                begin(fields(SqlTree.ofCheckout().icebergTables().getFirst()), released),
                "a new column goes to the end, and none moves, goes or changes its type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | name string, size bigint",
                "true  | name string, size bigint, colour string",
                "false | name string",
                "false | size bigint, name string",
                "false | name string, size string",
                "false | name string, length bigint",
                "false | name string, colour string, size bigint",
                "false | colour string, name string, size bigint"
            })
    void refusesWhatOldFilesWouldBeMisreadBy(boolean isRight, String columns) {
        assertEquals(isRight, keeps(columns));
    }

    private static boolean keeps(String columns) {
        IcebergTable table =
                IcebergTable.parse(
                        """
                        -- Question: Which things are there?
                        create table things (%s)
                        partitioned by (name)
                        location 's3://things/'
                        tblproperties ('table_type' = 'iceberg');
                        """
                                .formatted(columns));
        return RELEASED.equals(begin(fields(table), RELEASED));
    }

    /** As many of them as were released. */
    private static List<String> begin(List<String> fields, List<String> released) {
        return fields.stream().limit(released.size()).toList();
    }

    /** Number, name and type, as CloudFormation has Glue write them. */
    private static List<String> fields(IcebergTable table) {
        return HistoryTemplate.columns(table).stream()
                .map(one -> "%s %s %s".formatted(one.get("Id"), one.get("Name"), one.get("Type")))
                .toList();
    }

    private static List<String> released() throws IOException {
        try (InputStream file = FieldIdsTest.class.getResourceAsStream("event_history.fields")) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
