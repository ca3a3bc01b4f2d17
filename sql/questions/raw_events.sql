-- Question: In which file does each event of this mail lie?
-- Reads: the hours of ses_events from ${from_hour} to ${to_hour}.
select
    event_id,
    min("$path") as file_name
from "ses_event_db"."ses_events"
where
    ingest_hour >= '${from_hour}' and ingest_hour <= '${to_hour}'
    and contains(split('${event_ids}', ','), event_id)
group by event_id;
