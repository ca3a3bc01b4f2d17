-- Question: Why did mail to whom bounce in the last 30 days, in the words of the receiving server?
select
    events.event_timestamp,
    lower(t.emailaddress) as recipient,
    events.bounce.bouncetype as bounce_type,
    events.bounce.bouncesubtype as bounce_subtype,
    t.status,
    t.diagnosticcode as diagnostic_code,
    events.message_id,
    events.mail.commonheaders.subject
from "ses_event_db"."ses_events" as events
cross join unnest(events.bounce.bouncedrecipients) as t (emailaddress, action, status, diagnosticcode)
where
    events.eventtype = 'Bounce'
    and events.ingest_date >= cast(current_date - interval '30' day as varchar)
order by events.event_timestamp desc;
