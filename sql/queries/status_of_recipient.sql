-- Question: Did this person get their mail, and if not, why? (Replace the sample with the address.)
select
    time_sent,
    subject,
    status,
    time_delivered,
    smtp_response,
    coalesce(diagnostic_code, bounce_subtype, delay_type, reject_reason, failure_reason) as reason,
    time_opened,
    attribution,
    message_id
from "ses_event_db"."recipient_status"
where recipient = 'success@simulator.amazonses.com'
order by time_sent desc;
