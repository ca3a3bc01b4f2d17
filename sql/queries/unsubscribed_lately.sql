-- Question: Who left or joined which topics in the last 30 days, and through which mail?
select
    event_timestamp,
    recipients,
    contact_list,
    is_unsubscribed_from_all,
    topics_left,
    topics_joined,
    channel,
    subject,
    message_id
from "ses_event_db"."subscriptions"
where event_timestamp >= current_date - interval '30' day
order by event_timestamp desc, message_id;
