-- Question: How many mails went out on each of the last 14 days, and what share bounced or drew complaints?
-- (SES reviews an account from 5 % hard bounces or 0.1 % complaints on.)
with messages as (
    select
        message_id,
        max(cast(sent_timestamp as date)) as sent_date,
        bool_or(eventtype = 'Send') as is_sent,
        bool_or(eventtype = 'Delivery') as is_delivered,
        bool_or(eventtype = 'Bounce' and bounce.bouncetype = 'Permanent') as is_bounced,
        bool_or(eventtype = 'Complaint') as is_complained
    from "ses_event_db"."ses_events"
    where
        message_id is not null
        and ingest_date >= cast(current_date - interval '14' day as varchar)
    group by message_id
)

select
    sent_date,
    count_if(is_sent) as sent_count,
    count_if(is_delivered) as delivered_count,
    count_if(is_bounced) as bounced_count,
    count_if(is_complained) as complained_count,
    round(1e2 * count_if(is_bounced) / nullif(count_if(is_sent), 0), 2) as bounce_percent,
    round(1e2 * count_if(is_complained) / nullif(count_if(is_sent), 0), 2) as complaint_percent
from messages
group by sent_date
order by sent_date desc;
