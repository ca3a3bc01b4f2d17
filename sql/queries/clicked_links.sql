-- Question: Which pages were clicked in mail of the last 30 days, how often and from how many mails?
select
    page,
    count(distinct event_id) as click_count,
    count(distinct message_id) as message_count,
    count(distinct if(seconds_after_sending < 10, event_id)) as within_10_seconds_count,
    max(event_timestamp) as last_click_timestamp
from "ses_event_db"."link_clicks"
where event_timestamp >= current_date - interval '30' day
group by page
order by click_count desc, page;
