-- Question: Who got this mail, and what became of it for each of them?
-- Reads: the months with events of mail of that time.
select
    recipient,
    message_id,
    subject,
    source,
    time_sent,
    status,
    attribution,
    bounce_subtype
from "ses_event_db"."recipient_status"
where message_id = '${message_id}'
order by recipient;
