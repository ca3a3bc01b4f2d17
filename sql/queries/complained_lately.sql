-- Question: Who may have marked our mail as spam in the last 7 days, and which mail was it? (Mail that SES held back
-- for an earlier complaint is left out, and so are reports of not-spam.)
select
    events.event_timestamp,
    t.recipient,
    events.complaint.complaintfeedbacktype as complaint_feedbacktype,
    events.mail.commonheaders.subject,
    events.message_id
from "ses_event_db"."ses_events" as events
cross join unnest(events.recipients) as t (recipient)
where
    events.eventtype = 'Complaint'
    and coalesce(events.complaint.complaintsubtype, '') not like 'On%SuppressionList'
    and coalesce(events.complaint.complaintfeedbacktype, '') <> 'not-spam'
    and events.ingest_date >= cast(current_date - interval '7' day as varchar)
order by events.event_timestamp desc, t.recipient;
