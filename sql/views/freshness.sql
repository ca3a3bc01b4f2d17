-- Grain: one row per hour (UTC) in which events arrived.
-- Question: How long after something happens can you query it here, and was that ever worse?
-- Reads: always 8 days of events by arrival.
--
-- The seconds are those from the event to its arrival at Firehose. You can query an event as soon as Firehose has
-- written its file, which takes up to the seconds or bytes of Firehose's buffer; there is no later step. Bounces and
-- complaints are left out: they carry the time of the receiver's report, which may reach SES hours later.
--
-- An event counts once, in the hour of its first arrival within these 8 days. If its first copy is older than that, a
-- later copy counts as a new event. Percentiles are exact (nearest rank), on whole seconds.
--
-- Columns:
--   ingest_hour: hour of arrival (UTC)
--   event_count: events that first arrived in this hour
--   p50_seconds: half of the events arrived within this time after they happened
--   p95_seconds: 95 of 100 events arrived within this time
--   max_seconds: the longest time
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
