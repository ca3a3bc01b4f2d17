-- Question: Is there an event in the folder of another hour? (Firehose chooses the folder by a file's oldest record, so
-- a file may also hold events of the next hour.)
select
    event_id,
    ingest_timestamp,
    ingest_hour
from ses_events
where
    date_trunc('hour', ingest_timestamp) not between date_parse(ingest_hour, '%Y-%m-%d-%H')
    and date_parse(ingest_hour, '%Y-%m-%d-%H') + interval '1' hour;
