package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static sesevents.StackTemplate.json;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sesevents.firehose.Buffering;
import sesevents.firehose.Prefix;
import sesevents.firehose.StreamSettings;

class StackPipelineTest {
    private static final Deployment DEPLOYMENT = new Deployment(StackTemplate.ours(), Map.of());

    @Test
    void subscribesToTheTenEventTypesByTheNamesOfCloudFormation() {
        assertEquals(
                json(
                        """
                        {
                          "Enabled": true,
                          "MatchingEventTypes": ["send", "reject", "bounce", "complaint", "delivery",
                            "open", "click", "renderingFailure", "deliveryDelay", "subscription"],
                          "KinesisFirehoseDestination":
                            {"DeliveryStreamARN": "<Stream.Arn>", "IAMRoleARN": "<SesRole.Arn>"}
                        }
                        """),
                properties("EventDestination").path("EventDestination"));
    }

    @Test
    void streamsThroughTheFunctionIntoTheBucket() {
        assertEquals(
                json(
                        """
                        {
                          "DeliveryStreamType": "DirectPut",
                          "DeliveryStreamEncryptionConfigurationInput": {"KeyType": "AWS_OWNED_CMK"},
                          "ExtendedS3DestinationConfiguration": {
                            "BucketARN": "<Bucket.Arn>",
                            "RoleARN": "<StreamRole.Arn>",
                            "Prefix": "events/ingest_hour=!{timestamp:yyyy-MM-dd-HH}/",
                            "ErrorOutputPrefix":
                              "quarantine/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/",
                            "CompressionFormat": "GZIP",
                            "BufferingHints": {"IntervalInSeconds": 60, "SizeInMBs": 64},
                            "ProcessingConfiguration": {
                              "Enabled": true,
                              "Processors": [{
                                "Type": "Lambda",
                                "Parameters": [
                                  {"ParameterName": "LambdaArn",
                                   "ParameterValue": "<TransformFunction.Alias>"},
                                  {"ParameterName": "NumberOfRetries", "ParameterValue": "3"},
                                  {"ParameterName": "BufferSizeInMBs", "ParameterValue": "1"},
                                  {"ParameterName": "BufferIntervalInSeconds",
                                   "ParameterValue": "60"}
                                ]
                              }]
                            },
                            "S3BackupMode": "Disabled",
                            "CloudWatchLoggingOptions": {
                              "Enabled": true,
                              "LogGroupName": "<StreamLogGroup>",
                              "LogStreamName": "<DeliveryLogStream>"
                            }
                          }
                        }
                        """),
                properties("Stream"));
    }

    @Test
    void isWhatTheLocalFirehoseIsSetTo() {
        JsonNode destination = properties("Stream").path("ExtendedS3DestinationConfiguration");
        StreamSettings local = StreamSettings.DEPLOYED;

        assertEquals(new Prefix(destination.path("Prefix").asText()), local.prefix());
        assertEquals(
                new Prefix(destination.path("ErrorOutputPrefix").asText()), local.errorPrefix());
        assertEquals(
                buffering(
                        destination.at("/BufferingHints/SizeInMBs"),
                        destination.at("/BufferingHints/IntervalInSeconds")),
                local.deliveryBuffer());
        assertEquals(
                buffering(processor("BufferSizeInMBs"), processor("BufferIntervalInSeconds")),
                local.transformBuffer());
        assertEquals(processor("NumberOfRetries").asInt(), StreamSettings.RETRIES);
    }

    @Test
    void runsTheHandlerThatIsThere() throws ReflectiveOperationException {
        String handler = properties("TransformFunction").path("Handler").asText();
        String[] parts = handler.split("::");

        assertInstanceOf(
                RequestStreamHandler.class, Class.forName(parts[0]).getConstructor().newInstance());
        assertEquals("handleRequest", parts[1]);
    }

    @Test
    void runsOnJava25WithAnAliasAndALogGroupOfItsOwn() {
        assertEquals(
                json(
                        """
                        {
                          "Description":
                            "One SES event in, one line out, or back to Firehose as ProcessingFailed.",
                          "CodeUri": "lambda/",
                          "Handler": "sesevents.transform.TransformHandler::handleRequest",
                          "Runtime": "java25",
                          "Architectures": ["arm64"],
                          "MemorySize": 512,
                          "Timeout": 60,
                          "AutoPublishAlias": "live",
                          "AutoPublishAliasAllProperties": true,
                          "Role": "<TransformRole.Arn>",
                          "Environment": {"Variables":
                            {"STACK_NAME": "ses-events", "CUSTOM_METRICS": "Yes"}},
                          "LoggingConfig": {"LogFormat": "JSON", "LogGroup": "<TransformLogGroup>"}
                        }
                        """),
                properties("TransformFunction"));
        assertEquals(json("{\"RetentionInDays\": 30}"), properties("TransformLogGroup"));
    }

    @Test
    void answersFromAWorkgroupThatCapsQueries() {
        assertEquals(
                json(
                        """
                        {
                          "Name": "ses-events",
                          "Description": "Queries of the SES event log.",
                          "RecursiveDeleteOption": true,
                          "WorkGroupConfiguration": {
                            "EnforceWorkGroupConfiguration": true,
                            "PublishCloudWatchMetricsEnabled": true,
                            "BytesScannedCutoffPerQuery": 10737418240,
                            "EngineVersion": {"SelectedEngineVersion": "Athena engine version 3"},
                            "ResultConfiguration": {
                              "OutputLocation": "s3://<Bucket>/athena-results/",
                              "ExpectedBucketOwner": "123456789012",
                              "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"}
                            }
                          }
                        }
                        """),
                properties("WorkGroup"));
    }

    @Test
    void refreshesTheHistoryTwiceBeforeTheViewsReadAnHourNoMore() {
        assertEquals(
                json(
                        """
                        {
                          "Description": "Brings the hours that are full into event_history.",
                          "ScheduleExpression": "cron(20 0/2 * * ? *)",
                          "ScheduleExpressionTimezone": "UTC",
                          "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15},
                          "Target": {
                            "Arn": "<Refresh.Arn>",
                            "RoleArn": "<RefreshScheduleRole.Arn>",
                            "Input": "{}",
                            "RetryPolicy":
                              {"MaximumRetryAttempts": 20, "MaximumEventAgeInSeconds": 3600}
                          }
                        }
                        """),
                properties("RefreshSchedule"));
        assertEquals(
                json(
                        """
                        {
                          "Name": "ses-events-refresh",
                          "Type": "STANDARD",
                          "DefinitionUri": "stack/refresh.asl.yaml",
                          "DefinitionSubstitutions": {
                            "Partition": "aws-us-gov",
                            "WorkGroup": "ses-events",
                            "Database": "ses_event_db",
                            "Bucket": "<Bucket>",
                            "InsertHours": "<Catalog.Outputs.InsertHours>",
                            "CheckHours": "<Catalog.Outputs.CheckHours>"
                          },
                          "Role": "<RefreshRole.Arn>",
                          "Logging": {
                            "Level": "FATAL",
                            "IncludeExecutionData": false,
                            "Destinations": [{"CloudWatchLogsLogGroup":
                              {"LogGroupArn": "<RefreshLogGroup.Arn>"}}]
                          }
                        }
                        """),
                properties("Refresh"));
    }

    @Test
    void outputsTheNextCommandsToRun() {
        assertEquals(
                "aws sesv2 send-email --region us-gov-west-1 --configuration-set-name"
                        + " event-db-config --from-email-address YOU@YOUR-DOMAIN --destination"
                        + " ToAddresses=success@simulator.amazonses.com --content"
                        + " 'Simple={Subject={Data=Hello},Body={Text={Data=Hello}}}'",
                DEPLOYMENT.outputs().at("/SendTestMail/Value").asText());
        assertEquals(
                "aws athena start-query-execution --region us-gov-west-1 --work-group ses-events"
                        + " --query-execution-context Database=ses_event_db --output text"
                        + " --query-string 'select * from recent_email_status order by time_sent desc"
                        + " limit 20'",
                DEPLOYMENT.outputs().at("/AskForStatus/Value").asText());
        assertEquals(
                "aws athena get-query-results --region us-gov-west-1 --output table"
                        + " --query-execution-id ID",
                DEPLOYMENT.outputs().at("/ReadAnswer/Value").asText());
        assertEquals(
                "aws stepfunctions start-execution --region us-gov-west-1 --state-machine-arn"
                        + " <Refresh.Arn>",
                DEPLOYMENT.outputs().at("/RefreshHistory/Value").asText());
        assertEquals(
                "aws stepfunctions start-execution --region us-gov-west-1 --state-machine-arn"
                        + " <Refresh.Arn> --input '{\"from\": \"2026-01-01-00\"}'",
                DEPLOYMENT.outputs().at("/RebuildHistory/Value").asText());
    }

    private static JsonNode properties(String resource) {
        return DEPLOYMENT.resource(resource).path("Properties");
    }

    private static JsonNode processor(String parameter) {
        return properties("Stream")
                .at(
                        "/ExtendedS3DestinationConfiguration/ProcessingConfiguration/Processors/0/Parameters")
                .valueStream()
                .filter(given -> given.path("ParameterName").asText().equals(parameter))
                .findFirst()
                .orElseThrow()
                .path("ParameterValue");
    }

    private static Buffering buffering(JsonNode megabytes, JsonNode seconds) {
        return new Buffering(megabytes.asInt() * 1024 * 1024, Duration.ofSeconds(seconds.asInt()));
    }
}
