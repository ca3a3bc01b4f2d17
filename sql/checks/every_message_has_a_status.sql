-- Question: Is there an event whose message is missing from email_status?
select
    events.message_id,
    events.eventtype,
    events.ingest_hour
from ses_events as events
left join email_status as statuses on events.message_id = statuses.message_id
where
    events.message_id is not null
    and statuses.message_id is null;
