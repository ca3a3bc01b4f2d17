-- Question: How long did mail take to each provider, day by day? (The ten providers with most mail.)
-- Reads: events since ${from_day}.
with days as (
    select *
    from "ses_event_db"."delivery_latency"
    where delivery_date >= cast('${from_day}' as date)
),

largest as (
    select provider
    from days
    group by provider
    order by sum(delivery_count) desc, provider
    limit 10
)

select
    cast(delivery_date as varchar) as delivery_date,
    provider,
    delivery_count,
    p50_seconds,
    p95_seconds,
    max_seconds
from days
where provider in (select largest.provider from largest)
order by provider, delivery_date;
