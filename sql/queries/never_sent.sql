-- Question: Which mail of the last 7 days did SES not even try to send, and why? (Rejected, or its template failed.)
select
    event_timestamp,
    eventtype,
    coalesce(reject.reason, failure.errormessage) as reason,
    failure.templatename as template_name,
    recipients,
    message_id
from "ses_event_db"."ses_events"
where
    eventtype in ('Reject', 'Rendering Failure')
    and ingest_date >= cast(current_date - interval '7' day as varchar)
order by event_timestamp desc;
