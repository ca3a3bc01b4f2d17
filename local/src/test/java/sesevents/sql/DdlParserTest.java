package sesevents.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdlParserTest {
    private static final String HIVE =
            """
            -- Grain: one row per thing.
            create external table things ( -- a remark
                name string comment 'What it is called, (in short)',
                `part` struct<
                    `timestamp`: string comment 'ISO 8601',
                    tags: map<string, array<string>>
                > comment 'A part',
                Bare bigint
            )
            comment 'All things'
            partitioned by (day string comment 'Day')
            row format serde 'org.openx.data.jsonserde.JsonSerDe'
            with serdeproperties ('ignore.malformed.json' = 'true')
            stored as inputformat 'In'
            outputformat 'Out'
            location 's3://${bucket}/things/'
            tblproperties ('projection.enabled' = 'true', 'a' = 'b=c');
            """;

    private static final String ICEBERG =
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
    void readsEveryClauseOfAHiveTable() {
        assertEquals(
                new HiveTable(
                        "things",
                        "All things",
                        List.of(
                                new HiveTable.Column(
                                        "name", "string", "What it is called, (in short)"),
                                new HiveTable.Column(
                                        "part",
                                        "struct<timestamp:string,tags:map<string,array<string>>>",
                                        "A part"),
                                new HiveTable.Column("bare", "bigint", "")),
                        List.of(new HiveTable.Column("day", "string", "Day")),
                        "org.openx.data.jsonserde.JsonSerDe",
                        Map.of("ignore.malformed.json", "true"),
                        "In",
                        "Out",
                        "s3://${bucket}/things/",
                        Map.of("projection.enabled", "true", "a", "b=c")),
                HiveTable.parse(HIVE));
    }

    @Test
    void readsEveryClauseOfAnIcebergTable() {
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
                IcebergTable.parse(ICEBERG));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "hive    | Bare bigint       | bare big bigint | line 8: bigint where ) should be",
                "hive    | map<              | \"tags \"         | line 6: string where > should be",
                "hive    | (?s)location.*    | \"\"              | line 15: the end where location should be",
                "hive    | (?s) called.*     | \"\"              | line 3: ' where a text in single quotes should be",
                "hive    | external table    | view            | line 2: view where external should be",
                "iceberg | bucket.16, name.  | bucket(name 16) | line 8: 16 where ) should be",
                "iceberg | tbl.*             | \"\"              | line 9: the end where tblproperties should be",
                "iceberg | month.day.        | 'x'             | line 8: 'x' where a name should be",
            })
    void saysInWhichLineATableGoesWrong(String kind, String pattern, String by, String message) {
        String ddl = (kind.equals("hive") ? HIVE : ICEBERG).replaceAll(pattern, by);
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new DdlParser(ddl).table());
        assertEquals(message, refused.getMessage());
    }

    @Test
    void keepsTheColumnsOfTheSeedFirst() {
        List<String> columns =
                SqlTree.ofCheckout().tables().getLast().columns().stream()
                        .map(HiveTable.Column::name)
                        .toList();
        assertEquals(
                "eventtype mail send delivery open click bounce complaint reject failure",
                String.join(" ", columns.subList(0, 10)));
        assertEquals("unlisted_fields", columns.getLast());
    }
}
