-- Question: Is there an event in the folder of another day? (Firehose names a file's folder after its oldest record, so
-- a file begun before midnight may hold events of the next day.)
select
    event_id,
    ingest_timestamp,
    ingest_date
from ses_events
where date(ingest_timestamp) not between date(ingest_date) and date(ingest_date) + interval '1' day;
