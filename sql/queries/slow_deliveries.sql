-- Question: Which providers did mail of the last 14 days take long to reach, and on which day? (With fewer than 20
-- deliveries the 95th percentile is the slowest delivery, so such days come last.)
select
    delivery_date,
    provider,
    delivery_count,
    p50_seconds,
    p95_seconds,
    p99_seconds
from "ses_event_db"."delivery_latency"
where delivery_date >= current_date - interval '14' day
order by delivery_count < 20, p95_seconds desc, delivery_date, provider;
