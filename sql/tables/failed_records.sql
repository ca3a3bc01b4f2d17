-- Grain: one row per record that Firehose could not store as an event; it stays here and can be replayed.
-- Question: What is in quarantine, since when, and why?
--
-- You read this table when something went wrong, so nothing in a file may fail a query. Firehose's guide has quoted
-- numbers and lambdaArn, real files have plain numbers and lambdaARN: names match in any case, and text columns read
-- both kinds of numbers. Undeclared fields are ignored, and a damaged line reads as a row of nulls.
create external table failed_records (
    rawdata string comment 'The record as SES sent it, base64; from_utf8(from_base64(rawdata)) reads it',
    errorcode string comment 'Lambda.ProcessingFailedStatus: the transform refused it; others: the function failed',
    errormessage string comment 'As Firehose puts it; the reason of the transform is in its log',
    attemptsmade string comment 'How often Firehose called the function with it',
    arrivaltimestamp string comment 'When it arrived, milliseconds since 1970 (UTC)',
    attemptendingtimestamp string comment 'When Firehose gave up, milliseconds since 1970 (UTC)',
    lambdaarn string comment 'Function version that was called',
    lasterrorcode string comment 'Only in format-conversion-failed: as errorcode',
    lasterrormessage string comment 'Only in format-conversion-failed: as errormessage',
    sequencenumber string comment 'Only in format-conversion-failed: place in a Kinesis stream',
    subsequencenumber string comment 'Only in format-conversion-failed: place inside an aggregated record',
    datacatalogtable string comment 'Only in format-conversion-failed: the Glue table, as JSON text'
)
comment 'One row per record that Firehose could not store as an event: what is in quarantine, and why?'
partitioned by (
    error_type string comment 'Error output type of Firehose: processing-failed or format-conversion-failed',
    ingest_date string comment 'Day of arrival (UTC), yyyy-mm-dd; a filter on it bounds what a query reads'
)
row format serde 'org.openx.data.jsonserde.JsonSerDe'
with serdeproperties ('ignore.malformed.json' = 'true')
stored as inputformat 'org.apache.hadoop.mapred.TextInputFormat'
outputformat 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
location 's3://${bucket}/quarantine/'
tblproperties (
    'classification' = 'json',
    'projection.enabled' = 'true',
    'projection.error_type.type' = 'enum',
    'projection.error_type.values' = 'processing-failed,format-conversion-failed',
    'projection.ingest_date.type' = 'date',
    'projection.ingest_date.format' = 'yyyy-MM-dd',
    'projection.ingest_date.range' = '${first_day},NOW+1DAYS',
    'storage.location.template' = 's3://${bucket}/quarantine/${error_type}/${ingest_date}/'
);
