-- Question: Is there an event_id that stands for two different events?
select
    event_id,
    count(distinct message_id) as message_count,
    count(distinct eventtype) as eventtype_count,
    count(distinct event_timestamp) as timestamp_count
from ses_events
group by event_id
having
    count(distinct message_id) > 1
    or count(distinct eventtype) > 1
    or count(distinct event_timestamp) > 1;
