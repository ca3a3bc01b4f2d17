package sesevents.catalog;

import static sesevents.catalog.Templates.columns;
import static sesevents.catalog.Templates.filled;
import static sesevents.catalog.Templates.logicalId;
import static sesevents.catalog.Templates.tree;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    private final Function<View, Map<String, String>> types;

    /**
     * @param types gives the columns of a view in order, with their Trino types
     */
    CatalogTemplate(SqlTree sql, Function<View, Map<String, String>> types) {
        this.sql = sql;
        this.types = types;
    }

    String yaml() {
        return HEAD + Templates.yaml(tree("Resources: %s\nOutputs: %s", resources(), outputs()));
    }

    private Map<String, Object> resources() {
        Map<String, Object> resources = new LinkedHashMap<>();
        resources.put(
                "Database",
                tree(
                        """
                        Type: AWS::Glue::Database
                        Properties:
                          CatalogId: {Ref: 'AWS::AccountId'}
                          DatabaseInput:
                            Name: {Ref: DatabaseName}
                            Description: What Amazon SES said about every mail.
                        """));
        sql.tables().forEach(one -> resources.put(logicalId(one.name()) + "Table", table(one)));
        sql.views().forEach(one -> resources.put(logicalId(one.name()) + "View", view(one)));
        sql.queries().forEach(one -> resources.put(logicalId(one.name()) + "Query", query(one)));
        sql.refresh()
                .forEach(one -> resources.put(logicalId(one.name()) + "Statement", query(one)));
        return resources;
    }

    private Map<String, Object> outputs() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put(
                "DatabaseName",
                tree(
                        """
                        Description: Database that holds the tables and views.
                        Value: {Ref: Database}
                        """));
        for (Query statement : sql.refresh()) {
            String id = logicalId(statement.name());
            String description = "Where Athena keeps the refresh's " + statement.name() + ".";
            outputs.put(
                    id, tree("{Description: %s, Value: {Ref: %s}}", description, id + "Statement"));
        }
        return outputs;
    }

    private static Map<String, Object> glueTable(String tableInput, Object... values) {
        return tree(
                """
                Type: AWS::Glue::Table
                Properties:
                  CatalogId: {Ref: 'AWS::AccountId'}
                  DatabaseName: {Ref: Database}
                  TableInput: %s
                """,
                tree(tableInput, values));
    }

    private static Map<String, Object> table(HiveTable table) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("EXTERNAL", "TRUE");
        table.properties().forEach((key, value) -> parameters.put(key, filled(value)));
        return glueTable(
                """
                Name: %s
                Description: %s
                TableType: EXTERNAL_TABLE
                Parameters: %s
                PartitionKeys: %s
                StorageDescriptor:
                  Columns: %s
                  Location: %s
                  InputFormat: %s
                  OutputFormat: %s
                  SerdeInfo: {SerializationLibrary: %s, Parameters: %s}
                """,
                table.name(),
                table.comment(),
                parameters,
                columns(table.partitionKeys()),
                columns(table.columns()),
                filled(table.location()),
                table.inputFormat(),
                table.outputFormat(),
                table.serde(),
                table.serdeProperties());
    }

    /**
     * A view as Athena stores it: Presto's JSON in Base64 inside a comment. It has no Description,
     * which Glue clients take for the comment that marks a view. Trino refuses it without an Owner.
     */
    private Map<String, Object> view(View view) {
        List<HiveTable.Column> columns = new ArrayList<>();
        types.apply(view)
                .forEach(
                        (name, type) -> {
                            String comment = view.comments().get(name);
                            columns.add(new HiveTable.Column(name, hiveType(type), comment));
                        });
        return glueTable(
                """
                Name: %s
                Owner: ses-events
                TableType: VIRTUAL_VIEW
                Parameters: {presto_view: 'true', comment: Presto View}
                PartitionKeys: []
                StorageDescriptor: {Columns: %s, SerdeInfo: {}}
                ViewExpandedText: /* Presto View */
                ViewOriginalText:
                  Fn::Join: ['', ['/* Presto View: ', {'Fn::Base64': %s}, ' */']]
                """,
                view.name(), columns(columns), viewJson(view));
    }

    /** JSON in pieces, one a line of SQL, so that the template's diffs are those of the SQL. */
    private Map<String, Object> viewJson(View view) {
        String column = "{\"name\": \"%s\", \"type\": \"%s\"}";
        String columns =
                types.apply(view).entrySet().stream()
                        .map(
                                one ->
                                        column.formatted(
                                                one.getKey(), quoted(unbounded(one.getValue()))))
                        .collect(Collectors.joining(", "));
        return tree(
                """
                Fn::Join:
                - ''
                - - '{"originalSql": "'
                  - Fn::Join: ['\\n', %s]
                  - '", "catalog": "awsdatacatalog", "schema": "'
                  - Ref: DatabaseName
                  - %s
                """,
                view.query().lines().map(CatalogTemplate::quoted).toList(),
                "\", \"columns\": [" + columns + "]}");
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static Map<String, Object> query(Query query) {
        return tree(
                """
                Type: AWS::Athena::NamedQuery
                Properties:
                  Name: %s
                  Description: %s
                  Database: {Ref: Database}
                  WorkGroup: {Ref: WorkGroupName}
                  QueryString: %s
                """,
                query.name(), query.question(), filled(query.textOver("${database}")));
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
