package sesevents.engine;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The properties of two catalogs in Trino, of Hive tables and of Iceberg tables, which are one
 * catalog on Athena.
 */
record Catalogs(Map<String, String> hive, Map<String, String> iceberg) {
    private static final Map<String, String> HIVE =
            Map.of(
                    "hive.iceberg-catalog-name", Engine.ICEBERG_CATALOG,
                    "hive.partition-projection-enabled", "true",
                    // With statistics on, joins on projected tables fail: Partition not found.
                    "hive.table-statistics-enabled", "false",
                    "hive.collect-column-statistics-on-write", "false",
                    "hive.non-managed-table-writes-enabled", "true",
                    // As Firehose writes Parquet; only the benchmark writes through Hive.
                    "hive.compression-codec", "SNAPPY",
                    // A projected day without mail has no folder.
                    "hive.ignore-absent-partitions", "true",
                    "hive.security", "allow-all");
    private static final Map<String, String> ICEBERG =
            Map.of(
                    "iceberg.extended-statistics.collect-on-write", "false",
                    "iceberg.register-table-procedure.enabled", "true",
                    // The stack keeps snapshots for a day as well.
                    "iceberg.expire-snapshots.min-retention", "1d");

    /** Metastores in the folder of a lake. */
    static Catalogs local(Path lake, FileMetastore hive, FileMetastore iceberg) {
        return new Catalogs(
                with(HIVE, "hive.metastore", "file", files(lake, hive)),
                with(
                        ICEBERG,
                        "iceberg.catalog.type",
                        "TESTING_FILE_METASTORE",
                        files(lake, iceberg)));
    }

    private static Map<String, String> files(Path lake, FileMetastore metastore) {
        return Map.of(
                "hive.metastore.version-compatibility",
                "UNSAFE_ASSUME_COMPATIBILITY",
                "hive.metastore.catalog.dir",
                "local:///" + lake.relativize(metastore.folder()),
                "fs.local.enabled",
                "true",
                "local.location",
                // Trino takes a file for one outside of a folder that is written with "..".
                lake.toAbsolutePath().normalize().toString());
    }

    /** Glue and S3 at an endpoint that speaks AWS's API. */
    static Catalogs glue(URI endpoint) {
        Map<String, String> glueAndS3 =
                Map.of(
                        "hive.metastore.glue.endpoint-url", endpoint.toString(),
                        "hive.metastore.glue.region", "us-east-1",
                        "hive.metastore.glue.aws-access-key", "local",
                        "hive.metastore.glue.aws-secret-key", "local",
                        "fs.s3.enabled", "true",
                        "s3.endpoint", endpoint.toString(),
                        "s3.region", "us-east-1",
                        "s3.path-style-access", "true",
                        "s3.aws-access-key", "local",
                        "s3.aws-secret-key", "local");
        return new Catalogs(
                with(HIVE, "hive.metastore", "glue", glueAndS3),
                with(ICEBERG, "iceberg.catalog.type", "glue", glueAndS3));
    }

    private static Map<String, String> with(
            Map<String, String> properties, String key, String kind, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(properties);
        all.put(key, kind);
        all.putAll(more);
        return all;
    }
}
