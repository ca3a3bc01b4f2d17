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
            -- Order: name, day
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
    void readsEveryClauseOfTheDdlAndTheOrderInTheHeader() {
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
                        List.of("name", "day"),
                        "s3://${bucket}/things/",
                        Map.of("table_type", "iceberg", "format", "parquet")),
                IcebergTable.parse(DDL));
    }

    @Test
    void saysInWhichLineTheDdlGoesWrong() {
        assertRefused(
                "line 9: 16 where ) should be", DDL.replace("bucket(16, name)", "bucket(name 16)"));
        assertRefused(
                "line 11: the end where tblproperties should be", DDL.replaceAll("tbl.*", ""));
        assertRefused("line 9: 'x' where a name should be", DDL.replace("month(day)", "'x'"));
    }

    /** A partition by anything else would need more writers than Athena opens in one statement. */
    @Test
    void partitionsTheLedgerByMonthAndSixteenBuckets() {
        IcebergTable ledger = SqlTree.ofCheckout().icebergTables().getFirst();
        assertEquals("recipient_ledger", ledger.name());
        assertEquals(
                List.of(
                        new IcebergTable.Partition("ingest_date", "month"),
                        new IcebergTable.Partition("recipient", "bucket[32]")),
                ledger.partitions());
    }

    private static void assertRefused(String message, String ddl) {
        var refused = assertThrows(IllegalArgumentException.class, () -> IcebergTable.parse(ddl));
        assertEquals(message, refused.getMessage());
    }
}
