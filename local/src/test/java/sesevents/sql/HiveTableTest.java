package sesevents.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HiveTableTest {
    private static final String DDL =
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

    @Test
    void readsEveryClauseOfTheDdl() {
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
                HiveTable.parse(DDL));
    }

    @Test
    void saysInWhichLineTheDdlGoesWrong() {
        assertRefused(
                "line 8: bigint where ) should be", DDL.replace("Bare bigint", "bare big bigint"));
        assertRefused("line 6: string where > should be", DDL.replace("map<", "tags "));
        assertRefused(
                "line 15: the end where location should be", DDL.replaceAll("(?s)location.*", ""));
        assertRefused("line 3: unreadable from 'What it is", DDL.replaceAll("(?s) called.*", ""));
        assertRefused(
                "line 2: view where external should be", DDL.replace("external table", "view"));
    }

    @Test
    void keepsTheColumnsOfTheSeedFirst() {
        HiveTable events = sql().tables().getLast();
        assertEquals(
                List.of(
                        "eventtype",
                        "mail",
                        "send",
                        "delivery",
                        "open",
                        "click",
                        "bounce",
                        "complaint",
                        "reject",
                        "failure"),
                events.columns().stream().map(HiveTable.Column::name).limit(10).toList());
        assertEquals("unlisted_fields", events.columns().getLast().name());
    }

    private static void assertRefused(String message, String ddl) {
        var refused = assertThrows(IllegalArgumentException.class, () -> HiveTable.parse(ddl));
        assertEquals(message, refused.getMessage());
    }

    private static SqlTree sql() {
        return SqlTree.ofCheckout();
    }
}
