package sesevents.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
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
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The Iceberg table that CloudFormation made, and how Athena and the state machine fill it. */
record HistoryCheck(Scratch scratch, Queries queries) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String NO_DATA = "INSUFFICIENT_DATA";

    void run(Findings findings) {
        SqlTree sql = SqlTree.ofCheckout();
        compareMetadata(newestMetadata(), sql.icebergTables().getFirst(), findings);
        compareAlarm(findings);
        refresh(findings);
        insertLatestHours(sql, findings);
    }

    private static void compareMetadata(
            TableMetadata metadata, IcebergTable table, Findings findings) {
        String form = "%s(%s)";
        findings.compare(
                "partitions in Iceberg's metadata",
                table.partitions().stream()
                        .map(one -> form.formatted(one.transform(), one.column()))
                        .collect(Collectors.joining(", ")),
                metadata.spec().fields().stream()
                        .map(one -> form.formatted(one.transform(), column(metadata, one)))
                        .collect(Collectors.joining(", ")));
        findings.compare(
                "properties in Iceberg's metadata",
                "2 files, 86400 s",
                "%s files, %s s"
                        .formatted(
                                metadata.property("optimize_rewrite_data_file_threshold", "no"),
                                metadata.property("vacuum_max_snapshot_age_seconds", "no")));
    }

    private static String column(TableMetadata metadata, PartitionField field) {
        return metadata.schema().findColumnName(field.sourceId());
    }

    /**
     * CloudWatch documents that EPOCH has a value in each period, even if its metric has no point
     * yet. Without that value the alarm would miss a refresh that never runs.
     */
    private void compareAlarm(Findings findings) {
        try (CloudWatchClient cloudWatch = scratch.aws().cloudWatch()) {
            findings.compare(
                    "critical-refresh-late in a stack's first day",
                    "OK",
                    scratch.until(
                            "the alarm's first evaluation",
                            LONGEST,
                            () -> state(cloudWatch),
                            state -> !state.equals(NO_DATA)));
        }
    }

    private String state(CloudWatchClient cloudWatch) {
        String alarm = scratch.name() + "-critical-refresh-late";
        return cloudWatch
                .describeAlarms(request -> request.alarmNames(alarm))
                .metricAlarms()
                .stream()
                .map(MetricAlarm::stateValueAsString)
                .findFirst()
                .orElse(NO_DATA);
    }

    private void refresh(Findings findings) {
        String machine = scratch.arn("states", "stateMachine:%s-refresh".formatted(scratch.name()));
        try (SfnClient stepFunctions = scratch.aws().stepFunctions()) {
            String run =
                    stepFunctions
                            .startExecution(request -> request.stateMachineArn(machine).input("{}"))
                            .executionArn();
            DescribeExecutionResponse end =
                    scratch.until(
                            "the state machine",
                            LONGEST,
                            () ->
                                    stepFunctions.describeExecution(
                                            request -> request.executionArn(run)),
                            one -> one.status() != ExecutionStatus.RUNNING);
            String cause = end.cause() == null ? "" : ": " + end.cause();
            findings.compare("state machine", "SUCCEEDED", end.statusAsString() + cause);
        }
    }

    /**
     * The state machine inserts full hours only, so there may be nothing to merge without this. The
     * hour before belongs to it, because an hour may end between the mail and this step.
     */
    private void insertLatestHours(SqlTree sql, Findings findings) {
        LocalDateTime hour = Hours.of(LocalDateTime.now(ZoneOffset.UTC));
        for (String name : List.of("insert_hours", "check_hours")) {
            String statement =
                    EventHistory.statement(
                            sql, name, scratch.database(), hour.minusHours(1), hour.plusHours(1));
            compare("sql/refresh/%s of the latest hours".formatted(name), statement, findings);
        }
        Queries.Answer partitions = queries.ask("select * from \"event_history$partitions\"");
        findings.judge(
                "event_history$partitions",
                "1 row or more",
                partitions.rowCount(),
                !partitions.rows().isEmpty());
        for (String statement :
                List.of(
                        "OPTIMIZE event_history REWRITE DATA USING BIN_PACK",
                        "VACUUM event_history")) {
            compare(statement, statement, findings);
        }
    }

    private void compare(String subject, String statement, Findings findings) {
        findings.compare(subject, "succeeds", queries.ask(statement).outcome("succeeds"));
    }

    private TableMetadata newestMetadata() {
        String folder = Keys.HISTORY + "metadata/";
        try (S3Client s3 = scratch.aws().s3()) {
            S3Bucket bucket = new S3Bucket(s3, scratch.bucket());
            try (Stream<String> keys = bucket.list(folder);
                    InputStream newest =
                            bucket.read(
                                    keys.filter(key -> key.endsWith(".metadata.json"))
                                            .max(Comparator.naturalOrder())
                                            .orElseThrow(
                                                    () ->
                                                            new UserError(
                                                                    "no metadata in s3://%s/%s",
                                                                    scratch.bucket(), folder)))) {
                return TableMetadataParser.fromJson(new String(newest.readAllBytes(), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
