-- Grain: one row per hour (UTC) in which events arrived.
-- Question: How long after something happens can it be asked for here, and did that ever get worse?
-- Reads: 8 days of events by arrival, always.
--
-- From the event to its arrival at Firehose. Until it can be queried Firehose adds its buffer: after so many seconds
-- or bytes, whichever is first, the file is in S3, and nothing else has to happen. Bounces and complaints are left out:
-- their time is of the receiver's report, which may reach SES hours later. An event that came again counts once, as it
-- came first; once its first arrival is older than these 8 days, as it came again. Percentiles are exact (nearest rank)
-- on seconds.
--
-- Columns:
--   ingest_hour: hour of arrival (UTC)
--   event_count: events that arrived in it
--   p50_seconds: half of them arrived within so many seconds of what they tell
--   p95_seconds: 95 of 100 did
--   max_seconds: the last of them
create or replace view freshness as
with arrivals as (
    select
        event_id,
        min(ingest_timestamp) as ingest_timestamp,
        max(event_timestamp) as event_timestamp
    from events
    where
        eventtype not in ('Bounce', 'Complaint')
        and ingest_hour >= cast(current_date - interval '7' day as varchar)
    group by event_id
),

delays as (
    select
        date_trunc('hour', ingest_timestamp) as ingest_hour,
        date_diff('second', event_timestamp, ingest_timestamp) as seconds,
        count(*) as event_count
    from arrivals
    group by date_trunc('hour', ingest_timestamp), date_diff('second', event_timestamp, ingest_timestamp)
),

ranks as (
    select
        ingest_hour,
        seconds,
        sum(event_count) over (
            partition by ingest_hour
            order by seconds
        ) as up_to_here,
        sum(event_count) over (partition by ingest_hour) as in_all
    from delays
),

final as (
    select
        ingest_hour,
        max(in_all) as event_count,
        min(seconds) filter (where up_to_here * 2 >= in_all) as p50_seconds,
        min(seconds) filter (where up_to_here * 20 >= in_all * 19) as p95_seconds,
        max(seconds) as max_seconds
    from ranks
    group by ingest_hour
)

select * from final;
