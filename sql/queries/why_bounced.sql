-- Question: Why did mail of the last 30 days bounce, for which recipients, in the words of the receiving server?
select
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
where event_timestamp >= current_date - interval '30' day
order by event_timestamp desc, recipient;
