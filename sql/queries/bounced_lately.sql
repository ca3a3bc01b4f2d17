-- Question: Which addresses bounced for good in the last 7 days, and so should get no more mail? (By reason: SES calls
-- a missing mailbox Transient at times, and a mail that was blocked says nothing of its address.)
select
    recipient,
    max(event_timestamp) as last_bounce_timestamp,
    max_by(reason, concat(cast(event_timestamp as varchar), reason)) as reason,
    max_by(bounce_type, concat(cast(event_timestamp as varchar), bounce_type)) as bounce_type,
    count(distinct message_id) as message_count
from "ses_event_db"."bounce_reasons"
where
    (reason in ('unknown_mailbox', 'dns', 'suppressed') or (reason = 'other' and bounce_type = 'Permanent'))
    and ingest_date >= cast(current_date - interval '7' day as varchar)
group by recipient
order by last_bounce_timestamp desc, recipient;
