package sesevents.catalog;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.sql.HiveTable;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/** The nested CloudFormation template of everything that sql/ describes, as a tree of maps. */
final class CatalogTemplate {
    private final SqlTree sql;
    private final ViewTypes viewTypes;

    CatalogTemplate(SqlTree sql, ViewTypes viewTypes) {
        this.sql = sql;
        this.viewTypes = viewTypes;
    }

    Map<String, Object> tree() {
        return map(
                "AWSTemplateFormatVersion", "2010-09-09",
                "Description",
                        "SES event log: Glue database, tables, views and saved Athena queries.",
                "Parameters", parameters(),
                "Resources", resources(),
                "Outputs", outputs());
    }

    private Map<String, Object> outputs() {
        Map<String, Object> outputs =
                map(
                        "DatabaseName",
                        output("Database that holds the tables and views.", "Database"));
        for (Query statement : sql.refresh()) {
            outputs.put(
                    camel(statement.name()),
                    output(
                            "Where Athena keeps the refresh's " + statement.name() + ".",
                            camel(statement.name()) + "Statement"));
        }
        return outputs;
    }

    private static Map<String, Object> output(String description, String resource) {
        return map("Description", description, "Value", ref(resource));
    }

    private static Map<String, Object> parameters() {
        return map(
                "DatabaseName", databaseParameter("Glue database to create, in lower case."),
                "BucketName", bucketParameter(),
                "WorkGroupName",
                        parameter(
                                "Athena workgroup that shows the saved queries.",
                                null,
                                "[a-zA-Z0-9._-]{1,128}"),
                "FirstDay",
                        parameter(
                                "No event arrived before this day; a query without a filter on ingest_hour lists"
                                        + " one folder for each hour since.",
                                "2026-01-01",
                                "[0-9]{4}-[0-9]{2}-[0-9]{2}"));
    }

    static Map<String, Object> databaseParameter(String description) {
        return parameter(description, Query.DATABASE, "[a-z0-9_]{1,128}");
    }

    static Map<String, Object> bucketParameter() {
        return parameter("Bucket that Firehose writes to.", null, "[a-z0-9.-]{3,63}");
    }

    private static Map<String, Object> parameter(String description, String value, String pattern) {
        Map<String, Object> parameter = map("Description", description, "Type", "String");
        if (value != null) {
            parameter.put("Default", value);
        }
        parameter.put("AllowedPattern", "^" + pattern + "$");
        return parameter;
    }

    private Map<String, Object> resources() {
        Map<String, Object> resources = new LinkedHashMap<>();
        resources.put("Database", database());
        for (HiveTable table : sql.tables()) {
            resources.put(camel(table.name()) + "Table", glueTable(tableInput(table)));
        }
        for (View view : sql.views()) {
            resources.put(camel(view.name()) + "View", glueTable(viewInput(view)));
        }
        for (Query query : sql.queries()) {
            resources.put(camel(query.name()) + "Query", namedQuery(query));
        }
        for (Query statement : sql.refresh()) {
            resources.put(camel(statement.name()) + "Statement", namedQuery(statement));
        }
        return resources;
    }

    private static Map<String, Object> database() {
        return resource(
                "AWS::Glue::Database",
                "CatalogId",
                ref("AWS::AccountId"),
                "DatabaseInput",
                map(
                        "Name",
                        ref("DatabaseName"),
                        "Description",
                        "What Amazon SES said about every mail."));
    }

    private static Map<String, Object> glueTable(Map<String, Object> tableInput) {
        return resource(
                "AWS::Glue::Table",
                "CatalogId",
                ref("AWS::AccountId"),
                "DatabaseName",
                ref("Database"),
                "TableInput",
                tableInput);
    }

    private static Map<String, Object> tableInput(HiveTable table) {
        Map<String, Object> parameters = map("EXTERNAL", "TRUE");
        table.properties().forEach((key, value) -> parameters.put(key, filled(value)));
        return map(
                "Name", table.name(),
                "Description", table.comment(),
                "TableType", "EXTERNAL_TABLE",
                "Parameters", parameters,
                "PartitionKeys", columns(table.partitionKeys()),
                "StorageDescriptor",
                        map(
                                "Columns", columns(table.columns()),
                                "Location", filled(table.location()),
                                "InputFormat", table.inputFormat(),
                                "OutputFormat", table.outputFormat(),
                                "SerdeInfo",
                                        map(
                                                "SerializationLibrary", table.serde(),
                                                "Parameters", table.serdeProperties())));
    }

    /** A view as Athena itself keeps it: Presto's JSON in Base64 between two marks. */
    private Map<String, Object> viewInput(View view) {
        List<HiveTable.Column> columns = new ArrayList<>();
        viewTypes
                .of(view)
                .forEach(
                        (name, type) ->
                                columns.add(
                                        new HiveTable.Column(
                                                name, hiveType(type), view.comments().get(name))));
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

    /**
     * JSON in pieces, one line of SQL each, so that a change of the view reads as one in the
     * template.
     */
    private Map<String, Object> viewJson(View view) {
        List<Object> lines =
                view.query()
                        .lines()
                        .map(CatalogTemplate::quoted)
                        .collect(Collectors.toCollection(ArrayList::new));
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
                map("Fn::Join", List.of("\\n", lines)),
                "\", \"catalog\": \"awsdatacatalog\", \"schema\": \"",
                ref("DatabaseName"),
                "\", \"columns\": [" + columns + "]}");
    }

    private static Map<String, Object> namedQuery(Query query) {
        return resource(
                "AWS::Athena::NamedQuery",
                "Name",
                query.name(),
                "Description",
                query.question(),
                "Database",
                ref("Database"),
                "WorkGroup",
                ref("WorkGroupName"),
                "QueryString",
                filled(query.textOver("${database}")));
    }

    /** Puts the parameters in place of the files' placeholders; others are Glue's own and stay. */
    static Object filled(String text) {
        if (!Stream.of("${bucket}", "${first_day}", "${database}").anyMatch(text::contains)) {
            return text;
        }
        return map(
                "Fn::Sub",
                text.replace("${", "${!")
                        .replace("${!bucket}", "${BucketName}")
                        .replace("${!first_day}", "${FirstDay}")
                        .replace("${!database}", "${DatabaseName}"));
    }

    private static List<Object> columns(List<HiveTable.Column> columns) {
        List<Object> list = new ArrayList<>();
        for (HiveTable.Column column : columns) {
            list.add(
                    map(
                            "Name", column.name(),
                            "Type", column.type(),
                            "Comment", column.comment()));
        }
        return list;
    }

    /**
     * Without the lengths of texts, which engines infer differently: to Athena a view is stale
     * where it infers a longer text than is written down, and any text fits one without a length.
     */
    static String unbounded(String type) {
        return type.replaceAll("\\bvarchar\\(\\d+\\)", "varchar");
    }

    /** Trino's name of a type in Hive's words; lengths of texts go, as Hive's string has none. */
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

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    static String camel(String name) {
        return Stream.of(name.split("_"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    static Map<String, Object> resource(String type, Object... properties) {
        return map("Type", type, "Properties", map(properties));
    }

    static Map<String, Object> ref(String name) {
        return map("Ref", name);
    }

    private static Map<String, Object> join(String delimiter, Object... parts) {
        return map("Fn::Join", List.of(delimiter, List.of(parts)));
    }

    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
