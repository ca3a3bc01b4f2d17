-- Question: Which addresses bounced for good in the last 7 days, and so should get no more mail? (This goes by the
-- reason: SES sometimes calls a missing mailbox Transient, and a blocked mail says nothing about its address.)
select
    recipient,
    max(event_timestamp) as last_bounce_timestamp,
    max_by(reason, row(event_timestamp, reason)) as reason,
    max_by(bounce_type, row(event_timestamp, bounce_type)) as bounce_type,
    count(distinct message_id) as message_count
from "ses_event_db"."bounce_reasons"
where
    (reason in ('unknown_mailbox', 'dns', 'suppressed') or (reason = 'other' and bounce_type = 'Permanent'))
    and event_timestamp >= current_date - interval '7' day
group by recipient
order by last_bounce_timestamp desc, recipient;
