-- Question: Is there an event in the folder of another hour? (Firehose names a file's folder after its oldest record,
-- so a file begun before the hour is full may hold events of the next one.)
select
    event_id,
    ingest_timestamp,
    ingest_hour
from ses_events
where
    date_trunc('hour', ingest_timestamp) not between date_parse(ingest_hour, '%Y-%m-%d-%H')
    and date_parse(ingest_hour, '%Y-%m-%d-%H') + interval '1' hour;
