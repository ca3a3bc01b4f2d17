package sesevents.catalog;

import static sesevents.catalog.Templates.columns;
import static sesevents.catalog.Templates.filled;
import static sesevents.catalog.Templates.logicalId;
import static sesevents.catalog.Templates.map;
import static sesevents.catalog.Templates.ref;
import static sesevents.catalog.Templates.resource;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sesevents.sql.HiveTable;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/** The nested CloudFormation template of everything in sql/ but the Iceberg tables. */
final class CatalogTemplate {
    private static final String HEAD =
            """
            AWSTemplateFormatVersion: '2010-09-09'
            Description: 'SES event log: Glue database, tables, views and saved Athena queries.'
            Parameters:
              DatabaseName:
                Description: Glue database to create, in lower case.
                Type: String
                Default: ses_event_db
                AllowedPattern: ^[a-z0-9_]{1,128}$
              BucketName:
                Description: Bucket that Firehose writes to.
                Type: String
                AllowedPattern: ^[a-z0-9.-]{3,63}$
              WorkGroupName:
                Description: Athena workgroup that shows the saved queries.
                Type: String
                AllowedPattern: ^[a-zA-Z0-9._-]{1,128}$
              FirstDay:
                Description: No event arrived before this day; a query without a filter on ingest_hour lists one folder for each hour since.
                Type: String
                Default: '2026-01-01'
                AllowedPattern: ^[0-9]{4}-[0-9]{2}-[0-9]{2}$
            """;

    private final SqlTree sql;
    private final ViewTypes viewTypes;

    /** The columns of a view with their Trino types, in order: only the engine knows them. */
    interface ViewTypes {
        Map<String, String> of(View view);
    }

    CatalogTemplate(SqlTree sql, ViewTypes viewTypes) {
        this.sql = sql;
        this.viewTypes = viewTypes;
    }

    String yaml() {
        return HEAD + BlockYaml.of(map("Resources", resources(), "Outputs", outputs()));
    }

    private Map<String, Object> resources() {
        Map<String, Object> database =
                map(
                        "Name",
                        ref("DatabaseName"),
                        "Description",
                        "What Amazon SES said about every mail.");
        Map<String, Object> resources = new LinkedHashMap<>();
        resources.put(
                "Database",
                resource(
                        "AWS::Glue::Database",
                        map("CatalogId", ref("AWS::AccountId"), "DatabaseInput", database)));
        for (HiveTable table : sql.tables()) {
            resources.put(logicalId(table.name(), "Table"), glueTable(tableInput(table)));
        }
        for (View view : sql.views()) {
            resources.put(logicalId(view.name(), "View"), glueTable(viewInput(view)));
        }
        for (Query query : sql.queries()) {
            resources.put(logicalId(query.name(), "Query"), namedQuery(query));
        }
        for (Query statement : sql.refresh()) {
            resources.put(logicalId(statement.name(), "Statement"), namedQuery(statement));
        }
        return resources;
    }

    private Map<String, Object> outputs() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put(
                "DatabaseName",
                map(
                        "Description",
                        "Database that holds the tables and views.",
                        "Value",
                        ref("Database")));
        for (Query statement : sql.refresh()) {
            outputs.put(
                    logicalId(statement.name(), ""),
                    map(
                            "Description",
                            "Where Athena keeps the refresh's " + statement.name() + ".",
                            "Value",
                            ref(logicalId(statement.name(), "Statement"))));
        }
        return outputs;
    }

    private static Map<String, Object> glueTable(Map<String, Object> tableInput) {
        return resource(
                "AWS::Glue::Table",
                map(
                        "CatalogId", ref("AWS::AccountId"),
                        "DatabaseName", ref("Database"),
                        "TableInput", tableInput));
    }

    private static Map<String, Object> tableInput(HiveTable table) {
        Map<String, Object> parameters = map("EXTERNAL", "TRUE");
        table.properties().forEach((key, value) -> parameters.put(key, filled(value)));
        Map<String, Object> serde =
                map(
                        "SerializationLibrary", table.serde(),
                        "Parameters", table.serdeProperties());
        Map<String, Object> storage =
                map(
                        "Columns", columns(table.columns()),
                        "Location", filled(table.location()),
                        "InputFormat", table.inputFormat(),
                        "OutputFormat", table.outputFormat(),
                        "SerdeInfo", serde);
        return map(
                "Name",
                table.name(),
                "Description",
                table.comment(),
                "TableType",
                "EXTERNAL_TABLE",
                "Parameters",
                parameters,
                "PartitionKeys",
                columns(table.partitionKeys()),
                "StorageDescriptor",
                storage);
    }

    /** A view as Athena stores it: Presto's JSON in Base64 inside a comment. */
    private Map<String, Object> viewInput(View view) {
        List<HiveTable.Column> columns = new ArrayList<>();
        viewTypes
                .of(view)
                .forEach(
                        (name, type) -> {
                            String comment = view.comments().get(name);
                            columns.add(new HiveTable.Column(name, hiveType(type), comment));
                        });
        return map(
                "Name", view.name(),
                // No Description: Glue clients take it for the comment that marks a view.
                "Owner", "ses-events", // Trino refuses a view without one
                "TableType", "VIRTUAL_VIEW",
                "Parameters", map("presto_view", "true", "comment", "Presto View"),
                "PartitionKeys", List.of(),
                "StorageDescriptor", map("Columns", columns(columns), "SerdeInfo", map()),
                "ViewExpandedText", "/* Presto View */",
                "ViewOriginalText",
                        join("", "/* Presto View: ", map("Fn::Base64", viewJson(view)), " */"));
    }

    /** JSON in pieces, one a line of SQL, so that the template's diffs are those of the SQL. */
    private Map<String, Object> viewJson(View view) {
        String columns =
                viewTypes.of(view).entrySet().stream()
                        .map(
                                column ->
                                        "{\"name\": \"%s\", \"type\": \"%s\"}"
                                                .formatted(
                                                        column.getKey(),
                                                        quoted(unbounded(column.getValue()))))
                        .collect(Collectors.joining(", "));
        return join(
                "",
                "{\"originalSql\": \"",
                join("\\n", view.query().lines().map(CatalogTemplate::quoted).toArray()),
                "\", \"catalog\": \"awsdatacatalog\", \"schema\": \"",
                ref("DatabaseName"),
                "\", \"columns\": [" + columns + "]}");
    }

    private static Map<String, Object> join(String delimiter, Object... parts) {
        return map("Fn::Join", List.of(delimiter, List.of(parts)));
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static Map<String, Object> namedQuery(Query query) {
        return resource(
                "AWS::Athena::NamedQuery",
                map(
                        "Name", query.name(),
                        "Description", query.question(),
                        "Database", ref("Database"),
                        "WorkGroup", ref("WorkGroupName"),
                        "QueryString", filled(query.textOver("${database}"))));
    }

    /**
     * The type without the lengths of texts, which engines infer differently. Athena calls a view
     * stale if it infers a longer text than the view declares; any text fits one without a length.
     */
    private static String unbounded(String type) {
        return type.replaceAll("\\bvarchar\\(\\d+\\)", "varchar");
    }

    /** Hive's name for a Trino type; lengths of texts go, since Hive's string has none. */
    static String hiveType(String type) {
        return unbounded(type)
                .replaceAll("timestamp\\(\\d+\\)", "timestamp")
                .replace("varchar", "string")
                .replaceAll("\"(\\w+)\" ", "$1:")
                .replace("row(", "struct<")
                .replace("integer", "int")
                .replace(" ", "")
                .replace('(', '<')
                .replace(')', '>')
                .replaceAll("decimal<(\\d+,\\d+)>", "decimal($1)");
    }
}
