-- Question: Which mail bounced for this reason, the latest first?
-- Reads: events since ${from}.
select
    cast(max(event_timestamp) as timestamp(3)) as event_timestamp,
    recipient,
    max(subject) as subject,
    max(bounce_type) as bounce_type,
    max(bounce_subtype) as bounce_subtype,
    max(diagnostic_code) as diagnostic_code,
    message_id,
    event_id
from "ses_event_db"."bounce_reasons"
where event_timestamp >= cast('${from}' as timestamp) and reason = '${reason}'
group by event_id, message_id, recipient
order by event_timestamp desc, event_id, recipient
limit 100;
