package sesevents.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IcebergTableTest {
    private static final String DDL =
            """
            -- Grain: one row per thing and day.
            -- Question: What was it like on which day?
            create table things (
                name string comment 'What it is called',
                day date comment 'When',
                kind string
            )
            partitioned by (month(day), bucket(16, name), kind)
            location 's3://${bucket}/things/'
            tblproperties ('table_type' = 'iceberg', 'format' = 'parquet');
            """;

    @Test
    void readsEveryClauseOfTheDdl() {
        assertEquals(
                new IcebergTable(
                        "things",
                        "What was it like on which day?",
                        List.of(
                                new HiveTable.Column("name", "string", "What it is called"),
                                new HiveTable.Column("day", "date", "When"),
                                new HiveTable.Column("kind", "string", "")),
                        List.of(
                                new IcebergTable.Partition("day", "month"),
                                new IcebergTable.Partition("name", "bucket[16]"),
                                new IcebergTable.Partition("kind", "identity")),
                        "s3://${bucket}/things/",
                        Map.of("table_type", "iceberg", "format", "parquet")),
                IcebergTable.parse(DDL));
    }

    @Test
    void saysInWhichLineTheDdlGoesWrong() {
        assertRefused(
                "line 8: 16 where ) should be", DDL.replace("bucket(16, name)", "bucket(name 16)"));
        assertRefused(
                "line 10: the end where tblproperties should be", DDL.replaceAll("tbl.*", ""));
        assertRefused("line 8: 'x' where a name should be", DDL.replace("month(day)", "'x'"));
    }

    /** Athena opens 100 writers in a statement: 32 for each of the months that 48 hours touch. */
    @Test
    void partitionsTheHistoryByMonthAndBucketsOfRecipients() {
        IcebergTable history = SqlTree.ofCheckout().icebergTables().getFirst();
        assertEquals("event_history", history.name());
        assertEquals(
                List.of(
                        new IcebergTable.Partition("ingest_hour", "truncate[7]"),
                        new IcebergTable.Partition("recipient", "bucket[32]")),
                history.partitions());
    }

    private static void assertRefused(String message, String ddl) {
        var refused = assertThrows(IllegalArgumentException.class, () -> IcebergTable.parse(ddl));
        assertEquals(message, refused.getMessage());
    }
}
