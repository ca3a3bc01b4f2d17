-- Question: Who may have marked our mail as spam in the last 7 days, and which mail was it? (Mail that SES held back
-- because of an earlier complaint is left out, and so are reports of not-spam.)
select distinct
    event_timestamp,
    recipient,
    complaint_feedbacktype,
    subject,
    message_id
from "ses_event_db"."events"
where
    eventtype = 'Complaint'
    and is_concerned
    and coalesce(complaint_subtype, '') not like 'On%SuppressionList'
    and coalesce(complaint_feedbacktype, '') <> 'not-spam'
    and event_timestamp >= current_date - interval '7' day
order by event_timestamp desc, recipient;
