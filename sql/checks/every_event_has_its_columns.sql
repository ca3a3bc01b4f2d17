-- Question: Is there a stored event that lacks a derived column?
select
    event_id,
    message_id,
    eventtype,
    ingest_hour
from ses_events
where
    eventtype is not null
    and (
        event_id is null
        or event_timestamp is null
        or message_id is null
        or sent_timestamp is null
        or recipients is null
        or destination is null
        or tags is null
        or ingest_timestamp is null
    );
