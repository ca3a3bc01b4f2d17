-- Question: How long did events take to get here, hour by hour? (Firehose's buffer is not included.)
select
    ingest_hour,
    event_count,
    p50_seconds,
    p95_seconds,
    max_seconds
from "ses_event_db"."freshness"
order by ingest_hour desc;
