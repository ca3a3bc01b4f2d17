-- Question: How many mails went out on each of the last 14 days, and what share bounced or drew complaints?
-- (SES reviews an account from 5 % hard bounces or 0.1 % complaints on.)
select
    event_date,
    sent_count,
    delivered_count,
    hard_bounce_count,
    soft_bounce_count,
    suppressed_count,
    complaint_count,
    bounce_percent,
    complaint_percent
from "ses_event_db"."daily_rates"
where
    dimension = 'all'
    and event_date >= current_date - interval '13' day
order by event_date desc;
