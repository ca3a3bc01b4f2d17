-- Question: What is in quarantine, why, and since when?
-- Reads: the quarantine since ${from_day}.
select
    reason,
    error_type,
    count(*) as record_count,
    min(ingest_date) as first_date,
    max(ingest_date) as last_date,
    max(cast(arrival_timestamp as varchar)) as latest_arrival
from "ses_event_db"."quarantine"
where ingest_date >= '${from_day}'
group by reason, error_type
order by record_count desc, reason;
