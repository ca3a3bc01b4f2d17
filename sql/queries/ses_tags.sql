-- Question: Which of its own tags did SES put on which events of the last 7 days? (A tenant has rates only if Send is
-- among the event types of ses:tenant-name.)
select
    t.name as tag_name,
    events.eventtype,
    count(distinct events.event_id) as event_count
from "ses_event_db"."events" as events
cross join unnest(cast(json_parse(events.tags) as array(row (name varchar, value varchar)))) as t (name, value)
where
    t.name like 'ses:%'
    and events.event_timestamp >= current_date - interval '7' day
group by t.name, events.eventtype
order by tag_name, events.eventtype;
