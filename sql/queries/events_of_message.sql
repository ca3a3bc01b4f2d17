-- Question: What happened to one mail, in order? (Put the message id that SES returned in place of the sample, and the
-- days on which its events came: without them all of history is read.)
select distinct
    event_timestamp,
    eventtype,
    what
from "ses_event_db"."message_timeline"
where
    message_id = '0100018f5a1b2c3d-00000000-0000-0000-0000-000000000000-000000'
    and ingest_date >= cast(current_date - interval '30' day as varchar)
order by event_timestamp, eventtype, what;
