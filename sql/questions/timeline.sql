-- Question: What happened to this mail, in order?
-- Reads: the months with events of mail of that time.
select
    event_timestamp,
    eventtype,
    what,
    json_format(cast(recipients as json)) as recipients,
    tenant,
    event_id,
    ingest_hour
from "ses_event_db"."message_timeline"
where message_id = '${message_id}'
order by event_timestamp, event_id;
