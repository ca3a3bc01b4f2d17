-- Question: How many mails of each campaign of the last 30 days did people open or click, and how many only machines?
-- (Replace the sample with the name of your own message tag. Mail read in Apple Mail counts as opened by a machine.)
select
    t.value as tag_value,
    count(distinct engagement.message_id) as message_count,
    count(distinct if(engagement.human_open_count > 0, engagement.message_id)) as opened_by_people,
    count(distinct if(
        engagement.human_open_count = 0 and engagement.machine_open_count > 0, engagement.message_id
    )) as opened_by_machines_only,
    count(distinct if(engagement.human_click_count > 0, engagement.message_id)) as clicked_by_people,
    count(distinct if(
        engagement.human_click_count = 0 and engagement.machine_click_count > 0, engagement.message_id
    )) as clicked_by_machines_only
from "ses_event_db"."engagement" as engagement
cross join unnest(engagement.tags) as t (name, value)
where
    t.name = 'campaign'
    and engagement.sent_timestamp >= current_date - interval '30' day
group by t.value
order by tag_value;
