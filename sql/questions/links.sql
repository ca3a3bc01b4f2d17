-- Question: Which pages were clicked, how often and from how many mails?
-- Reads: events since ${from}.
select
    page,
    count(distinct event_id) as click_count,
    count(distinct message_id) as mail_count,
    cast(max(event_timestamp) as timestamp(3)) as latest_time,
    max_by(message_id, event_timestamp) as latest_message_id,
    max_by(event_id, event_timestamp) as latest_event_id
from "ses_event_db"."link_clicks"
where event_timestamp >= cast('${from}' as timestamp)
group by page
order by click_count desc, page
limit 50;
