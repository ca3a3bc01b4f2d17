-- Question: Which mails went to this address last, and what became of them?
-- Reads: a 32nd of events.
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
where recipient = '${address}'
order by coalesce(time_sent, date_parse(first_ingest_hour, '%Y-%m-%d-%H')) desc, message_id desc
limit 6;
