-- Question: Is each event that arrived in the last days also in event_history?
-- Reads: ses_events since ${from_hour}, and event_history since ${history_from_hour}.
--
-- The last five hours are left out, because the refresh may not have reached them. An event that came twice within a
-- day may be in event_history with the hour of its first arrival alone.
with arrived as (
    select
        substr(ingest_hour, 1, 10) as ingest_date,
        event_id
    from "ses_event_db"."ses_events"
    where ingest_hour >= '${from_hour}' and ingest_hour < '${to_hour}' and event_id is not null
),

kept as (
    select distinct event_id
    from "ses_event_db"."event_history"
    where ingest_hour >= '${history_from_hour}'
)

select
    arrived.ingest_date,
    count(*) as line_count,
    count(distinct arrived.event_id) as event_count,
    count(distinct if(kept.event_id is null, arrived.event_id)) as missing_count
from arrived
left join kept on arrived.event_id = kept.event_id
group by arrived.ingest_date
order by arrived.ingest_date desc;
