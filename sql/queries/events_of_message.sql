-- Question: What happened to one mail, in order? (Replace the sample with the message id that SES returned.)
select
    event_timestamp,
    eventtype,
    what
from "ses_event_db"."message_timeline"
where message_id = '0100018f5a1b2c3d-00000000-0000-0000-0000-000000000000-000000'
order by event_timestamp, eventtype, what;
