-- Question: Why did mail to whom bounce in the last 30 days, in the words of the receiving server?
select distinct
    event_timestamp,
    recipient,
    reason,
    disagreement,
    bounce_type,
    bounce_subtype,
    bounce_status,
    diagnostic_code,
    message_id,
    subject
from "ses_event_db"."bounce_reasons"
where ingest_date >= cast(current_date - interval '30' day as varchar)
order by event_timestamp desc, recipient;
