-- Question: What happened to one mail, in order? (Put the message id that SES returned in place of the sample.)
select
    event_timestamp,
    eventtype,
    recipients,
    coalesce(
        delivery.smtpresponse,
        bounce.bouncetype,
        complaint.complaintfeedbacktype,
        deliverydelay.delaytype,
        click.link
    ) as detail,
    min(ingest_timestamp) as first_ingest_timestamp,
    count(*) as arrival_count
from "ses_event_db"."ses_events"
where message_id = '0100018f5a1b2c3d-00000000-0000-0000-0000-000000000000-000000'
group by 1, 2, 3, 4
order by 1, 2, 4;
