-- Question: How did each campaign do in the last 30 days? (Replace the sample with the name of your own
-- message tag.)
select
    t.value as tag_value,
    events.eventtype,
    count(distinct events.event_id) as event_count,
    count(distinct events.message_id) as message_count
from "ses_event_db"."events" as events
cross join unnest(cast(json_parse(events.tags) as array(row (name varchar, value varchar)))) as t (name, value)
where
    t.name = 'campaign'
    and events.event_timestamp >= current_date - interval '30' day
group by t.value, events.eventtype
order by tag_value, events.eventtype;
