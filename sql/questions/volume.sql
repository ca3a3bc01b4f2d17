-- Question: How much mail went out on each day, and what became of it?
-- Reads: 36 days of events.
select
    cast(event_date as varchar) as event_date,
    sent_count,
    delivered_count,
    hard_bounce_count,
    soft_bounce_count,
    suppressed_count,
    complaint_count,
    unique_open_count,
    unique_click_count,
    bounce_percent,
    complaint_percent
from "ses_event_db"."daily_rates"
where dimension = 'all' and event_date >= cast('${from_day}' as date)
order by event_date;
