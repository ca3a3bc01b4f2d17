-- Question: How long did events take to get here, hour by hour?
-- Reads: 8 days of events.
select
    cast(ingest_hour as timestamp(3)) as ingest_hour,
    event_count,
    p50_seconds,
    p95_seconds,
    max_seconds
from "ses_event_db"."freshness"
order by ingest_hour desc
limit 72;
