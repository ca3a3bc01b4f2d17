-- Question: Did this person get it? Every event that speaks of one address, newest first. (Put the address, in lower
-- case, in place of the sample. An open or click of a mail with several recipients may be anybody's.)
select
    event_timestamp,
    eventtype,
    message_id,
    mail.commonheaders.subject,
    coalesce(
        delivery.smtpresponse,
        bounce.bouncetype,
        complaint.complaintfeedbacktype,
        deliverydelay.delaytype
    ) as detail,
    cardinality(recipients) as recipient_count
from "ses_event_db"."ses_events"
where
    contains(recipients, 'success@simulator.amazonses.com')
    and ingest_date >= cast(current_date - interval '90' day as varchar)
order by event_timestamp desc;
