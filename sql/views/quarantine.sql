-- Grain: one row per record that Firehose could not store as an event, as often as it came.
-- Question: What is in quarantine, since when, why, and what was it about?
-- Reads: the days of failed_records that filters on ingest_date and error_type leave; without a filter all days.
--
-- The transform writes its reason to its log and its metric, but Firehose does not keep it, so this view derives the
-- reason from the record. Reasons that SQL cannot find, such as a doubled name or a wrong type, are "other".
--
-- Columns:
--   arrival_timestamp: when it arrived (UTC)
--   reason: too_large, not_utf8, not_json, not_an_object, missing_field, bad_timestamp, other or function_failed
--   record: as SES sent it, if it is text
--   eventtype: from the record; null if it cannot be read
--   message_id: from the record; null if it cannot be read
--   error_code: Lambda.ProcessingFailedStatus if the transform refused it; other codes say how the function failed
--   error_message: in Firehose's words
--   attempt_count: how often Firehose called the function with it
--   time_given_up: when Firehose put it here (UTC)
--   error_type: processing-failed or format-conversion-failed
--   ingest_date: day of arrival (UTC), yyyy-mm-dd; a filter on it limits what a query reads
create or replace view quarantine as
with failures as (
    select
        from_unixtime(try_cast(arrivaltimestamp as double) / 1e3) as arrival_time,
        from_unixtime(try_cast(attemptendingtimestamp as double) / 1e3) as end_time,
        try(from_base64(rawdata)) as raw_bytes,
        coalesce(errorcode, lasterrorcode) as error_code,
        coalesce(errormessage, lasterrormessage) as error_message,
        try_cast(attemptsmade as bigint) as attempt_count,
        error_type,
        ingest_date
    from failed_records
),

texts as (
    select
        *,
        from_utf8(raw_bytes) as record,
        -- Names may be in any case. If a name occurs twice, this keeps the last.
        try(json_parse(lower(from_utf8(raw_bytes)))) as lower_case
    from failures
),

fields as (
    select
        *,
        coalesce(
            json_extract_scalar(lower_case, '$.eventtype'), json_extract_scalar(lower_case, '$.notificationtype'), ''
        ) as type_there,
        coalesce(json_extract_scalar(lower_case, '$.mail.messageid'), '') as id_there,
        coalesce(json_extract_scalar(lower_case, '$.mail.timestamp'), '') as time_there,
        array[
            json_extract_scalar(lower_case, '$.mail.timestamp'),
            json_extract_scalar(lower_case, '$.bounce.timestamp'),
            json_extract_scalar(lower_case, '$.click.timestamp'),
            json_extract_scalar(lower_case, '$.complaint.timestamp'),
            json_extract_scalar(lower_case, '$.delivery.timestamp'),
            json_extract_scalar(lower_case, '$.deliverydelay.timestamp'),
            json_extract_scalar(lower_case, '$.open.timestamp'),
            json_extract_scalar(lower_case, '$.subscription.timestamp')
        ] as times
    from texts
),

final as (
    select
        cast(arrival_time at time zone 'UTC' as timestamp(3)) as arrival_timestamp,
        -- In the order in which the transform checks.
        case
            when error_code <> 'Lambda.ProcessingFailedStatus' then 'function_failed'
            when raw_bytes is null then 'other'
            when length(raw_bytes) > 1024000 then 'too_large'
            when to_utf8(record) <> raw_bytes then 'not_utf8'
            when lower_case is null then 'not_json'
            when not regexp_like(record, '^\s*\{') then 'not_an_object'
            when type_there = '' or id_there = '' or time_there = '' then 'missing_field'
            when
                any_match(
                    times,
                    time -> not regexp_like(time, '^\d{4}-\d\d-\d\dt\d\d:\d\d(:\d\d(\.\d+)?)?(z|[+-]\d\d(:?\d\d)?)$')
                    or (time is not null and try(from_iso8601_timestamp(upper(time))) is null)
                )
                then 'bad_timestamp'
            else 'other'
        end as reason,
        record,
        coalesce(
            try(json_extract_scalar(record, '$.eventType')),
            try(json_extract_scalar(record, '$.notificationType'))
        ) as eventtype,
        try(json_extract_scalar(record, '$.mail.messageId')) as message_id,
        error_code,
        error_message,
        attempt_count,
        cast(end_time at time zone 'UTC' as timestamp(3)) as time_given_up,
        error_type,
        ingest_date
    from fields
)

select * from final;
