-- Question: Is there a derived column that differs from the event it was derived from?
select
    event_id,
    message_id,
    mail.messageid,
    sent_timestamp,
    mail."timestamp" as mail_timestamp
from ses_events
where
    message_id <> mail.messageid
    or sent_timestamp <> cast(from_iso8601_timestamp(mail."timestamp") at time zone 'UTC' as timestamp(3));
