package sesevents.catalog;

import static sesevents.catalog.CatalogTemplate.map;
import static sesevents.catalog.CatalogTemplate.ref;

import java.util.LinkedHashMap;
import java.util.Map;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlTree;

/**
 * The nested CloudFormation template of the Iceberg tables alone. Glue writes their first metadata
 * into the bucket, so the stack makes them last.
 */
final class HistoryTemplate {
    private final SqlTree sql;

    HistoryTemplate(SqlTree sql) {
        this.sql = sql;
    }

    Map<String, Object> tree() {
        return map(
                "AWSTemplateFormatVersion",
                "2010-09-09",
                "Description",
                "SES event log: the Iceberg table, which the stack makes last.",
                "Parameters",
                map(
                        "DatabaseName",
                        CatalogTemplate.databaseParameter(
                                "Glue database that the table belongs to."),
                        "BucketName",
                        CatalogTemplate.bucketParameter()),
                "Resources",
                resources());
    }

    private Map<String, Object> resources() {
        Map<String, Object> resources = new LinkedHashMap<>();
        for (IcebergTable table : sql.icebergTables()) {
            resources.put(CatalogTemplate.camel(table.name()) + "Table", table(table));
        }
        return resources;
    }

    /**
     * Beside an input of this kind Glue refuses a TableInput. It outlives a template that has it no
     * more, as its rows do in the bucket.
     */
    private static Map<String, Object> table(IcebergTable table) {
        Map<String, Object> resource =
                CatalogTemplate.resource(
                        "AWS::Glue::Table",
                        "CatalogId",
                        ref("AWS::AccountId"),
                        "DatabaseName",
                        ref("DatabaseName"),
                        "Name",
                        table.name(),
                        "OpenTableFormatInput",
                        map(
                                "IcebergInput",
                                IcebergInput.of(table, CatalogTemplate.filled(table.location()))));
        resource.put("DeletionPolicy", "RetainExceptOnCreate");
        resource.put("UpdateReplacePolicy", "Retain");
        return resource;
    }
}
