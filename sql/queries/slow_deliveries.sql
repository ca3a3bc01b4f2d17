-- Question: Whose mailboxes did mail of the last 14 days take long to reach, and on which day?
select
    delivery_date,
    provider,
    delivery_count,
    p50_seconds,
    p95_seconds,
    p99_seconds
from "ses_event_db"."delivery_latency"
order by p95_seconds desc, delivery_date, provider;
