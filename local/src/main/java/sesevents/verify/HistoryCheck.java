package sesevents.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.aws.S3Bucket;
import sesevents.engine.EventHistory;
import sesevents.lake.Hours;
import sesevents.lake.Keys;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlTree;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** The Iceberg table that CloudFormation made, and whether Athena and the state machine fill it. */
record HistoryCheck(Scratch scratch, Queries queries, Poll waiting, SqlTree sql) {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    void run(Findings findings) {
        IcebergTable table = sql.icebergTables().getFirst();
        JsonNode metadata = newestMetadata();
        findings.compare("partitions in Iceberg's metadata", wanted(table), partitions(metadata));
        findings.compare(
                "properties in Iceberg's metadata",
                "2 files, 86400 s",
                "%s files, %s s"
                        .formatted(
                                metadata.at("/properties/optimize_rewrite_data_file_threshold")
                                        .asText(),
                                metadata.at("/properties/vacuum_max_snapshot_age_seconds")
                                        .asText()));
        firstDay(findings);
        refresh(findings);
        insertThisHour(findings);
        tidy(findings);
    }

    /**
     * Whether an alarm's EPOCH has a value for each period where its metric has no point yet, as
     * the guide says. Else the alarm knows nothing, and a refresh that never runs at all goes
     * unnoticed.
     */
    private void firstDay(Findings findings) {
        String alarm = scratch.name() + "-critical-refresh-late";
        try (CloudWatchClient cloudWatch = scratch.aws().cloudWatch()) {
            findings.compare(
                    "critical-refresh-late in a stack's first day",
                    "OK",
                    waiting.until(
                                    "the alarm's first judgement",
                                    EVERY,
                                    LONGEST,
                                    () -> judgement(cloudWatch, alarm))
                            .orElse("INSUFFICIENT_DATA"));
        }
    }

    private static Optional<String> judgement(CloudWatchClient cloudWatch, String alarm) {
        return cloudWatch
                .describeAlarms(request -> request.alarmNames(alarm))
                .metricAlarms()
                .stream()
                .map(MetricAlarm::stateValueAsString)
                .filter(state -> !state.equals("INSUFFICIENT_DATA"))
                .findFirst();
    }

    private void refresh(Findings findings) {
        try (SfnClient stepFunctions = scratch.aws().stepFunctions()) {
            String run =
                    stepFunctions
                            .startExecution(
                                    request ->
                                            request.stateMachineArn(scratch.refreshArn())
                                                    .input("{}"))
                            .executionArn();
            String end =
                    waiting.until(
                                    "the state machine",
                                    EVERY,
                                    LONGEST,
                                    () -> ended(stepFunctions, run))
                            .orElse("still running");
            findings.compare("state machine", "SUCCEEDED", end);
        }
    }

    private static Optional<String> ended(SfnClient stepFunctions, String run) {
        DescribeExecutionResponse execution =
                stepFunctions.describeExecution(request -> request.executionArn(run));
        return switch (execution.status()) {
            case RUNNING -> Optional.empty();
            case SUCCEEDED -> Optional.of(execution.statusAsString());
            default -> Optional.of(execution.statusAsString() + ": " + execution.cause());
        };
    }

    /** A run inserts full hours only, so this hour is inserted apart. */
    private void insertThisHour(Findings findings) {
        LocalDateTime hour = Hours.of(LocalDateTime.now(ZoneOffset.UTC));
        findings.compare(
                "sql/refresh/insert_hours of this hour",
                "inserts",
                queries.ask(statement("insert_hours", hour)).outcome("inserts"));
        findings.compare(
                "sql/refresh/check_hours of this hour",
                "finds all",
                queries.ask(statement("check_hours", hour)).outcome("finds all"));
        Queries.Answer partitions = queries.ask("select * from \"event_history$partitions\"");
        findings.judge(
                "event_history$partitions",
                "1 row or more",
                partitions.rowCount(),
                !partitions.rows().isEmpty());
    }

    /** As the state machine does at the end of each run. */
    private void tidy(Findings findings) {
        for (String statement :
                List.of(
                        "OPTIMIZE event_history REWRITE DATA USING BIN_PACK",
                        "VACUUM event_history")) {
            findings.compare(statement, "done", queries.ask(statement).outcome("done"));
        }
    }

    private String statement(String name, LocalDateTime hour) {
        return EventHistory.statement(sql, name, scratch.database(), hour, hour.plusHours(1));
    }

    private JsonNode newestMetadata() {
        try (S3Client s3 = scratch.aws().s3()) {
            S3Bucket bucket = new S3Bucket(s3, scratch.bucket());
            try (Stream<String> keys = bucket.list(Keys.HISTORY + "metadata/")) {
                String key =
                        keys.filter(one -> one.endsWith(".metadata.json"))
                                .max(Comparator.naturalOrder())
                                .orElseThrow(
                                        () ->
                                                new UserError(
                                                        "nothing under s3://%s/history/metadata/",
                                                        scratch.bucket()));
                try (InputStream in = bucket.read(key)) {
                    return JSON.readTree(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String wanted(IcebergTable table) {
        return table.partitions().stream()
                .map(one -> "%s(%s)".formatted(one.transform(), one.column()))
                .collect(Collectors.joining(", "));
    }

    private static String partitions(JsonNode metadata) {
        JsonNode spec =
                current(metadata, "partition-specs", "spec-id", "default-spec-id").path("fields");
        return spec.valueStream()
                .map(
                        field ->
                                "%s(%s)"
                                        .formatted(
                                                field.path("transform").asText(),
                                                column(metadata, field)))
                .collect(Collectors.joining(", "));
    }

    private static JsonNode current(JsonNode metadata, String list, String id, String chosen) {
        return metadata.path(list)
                .valueStream()
                .filter(one -> one.path(id).equals(metadata.path(chosen)))
                .findFirst()
                .orElse(JSON.createObjectNode());
    }

    private static String column(JsonNode metadata, JsonNode field) {
        return current(metadata, "schemas", "schema-id", "current-schema-id")
                .path("fields")
                .valueStream()
                .filter(column -> column.path("id").equals(field.path("source-id")))
                .map(column -> column.path("name").asText())
                .findFirst()
                .orElse("?");
    }
}
