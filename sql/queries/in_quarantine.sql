-- Question: What could not be stored in the last 30 days, and why? (error_code Lambda.ProcessingFailedStatus: the
-- transform refused the record, its log says for which reason; others: the function failed, put the record again.)
select
    from_unixtime(try_cast(arrivaltimestamp as double) / 1000) as arrival_timestamp,
    error_type,
    coalesce(errorcode, lasterrorcode) as error_code,
    coalesce(errormessage, lasterrormessage) as error_message,
    attemptsmade as attempt_count,
    from_utf8(try(from_base64(rawdata))) as record
from "ses_event_db"."failed_records"
where ingest_date >= cast(current_date - interval '30' day as varchar)
order by arrival_timestamp desc;
