-- Question: Is there an event that the view events should find in event_history, and that is not there?
select
    event_id,
    recipient,
    ingest_hour
from flat_events
where
    ingest_hour < date_format(current_timestamp at time zone 'UTC' - interval '5' hour, '%Y-%m-%d-%H')
    and event_id not in (select history.event_id from event_history as history);
