-- Question: Which mail of the last 7 days did SES not even try to send, and why? (It was rejected, or its template
-- failed.)
select distinct
    event_timestamp,
    eventtype,
    coalesce(reject_reason, failure_reason) as reason,
    template_name,
    recipient,
    message_id
from "ses_event_db"."events"
where
    eventtype in ('Reject', 'Rendering Failure')
    and event_timestamp >= current_date - interval '7' day
order by event_timestamp desc, message_id, recipient;
