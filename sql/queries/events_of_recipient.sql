-- Question: What happened to mail to this person? Every event about one address, newest first. (Replace the sample with
-- the address in lower case. An open or click of a mail to several recipients may come from any of them.)
select distinct
    event_timestamp,
    eventtype,
    message_id,
    subject,
    coalesce(smtp_response, diagnostic_code, bounce_type, complaint_feedbacktype, delay_type) as detail,
    concerned_count as recipient_count
from "ses_event_db"."events"
where
    recipient = 'success@simulator.amazonses.com'
    and is_concerned
order by event_timestamp desc, eventtype, message_id;
