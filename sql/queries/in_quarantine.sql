-- Question: What could not be stored in the last 30 days, and why? (With function_failed the record may be
-- intact: replay it. With other, the function's log has the reason.)
select
    arrival_timestamp,
    reason,
    eventtype,
    message_id,
    error_code,
    error_message,
    attempt_count,
    record
from "ses_event_db"."quarantine"
where ingest_date >= cast(current_date - interval '30' day as varchar)
order by arrival_timestamp desc, record;
