-- Question: In which file does each event of this mail lie?
-- Reads: one hour of ses_events.
select
    event_id,
    min("$path") as file_name
from "ses_event_db"."ses_events"
where
    ingest_hour = '${ingest_hour}'
    and contains(split('${event_ids}', ','), event_id)
group by event_id;
