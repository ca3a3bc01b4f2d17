-- Question: How long did events take to get here, hour by hour? (Firehose's buffer comes on top.)
select
    ingest_hour,
    event_count,
    p50_seconds,
    p95_seconds,
    max_seconds
from "ses_event_db"."freshness"
order by ingest_hour desc;
