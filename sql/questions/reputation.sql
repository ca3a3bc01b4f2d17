-- Question: Is SES about to pause the account, and whose mail is to blame?
-- Reads: 36 days of events.
select
    place,
    dimension,
    value,
    status,
    sent_count,
    hard_bounce_count,
    complaint_count,
    suppressed_count,
    bounce_percent,
    complaint_percent,
    bounce_share_percent,
    complaint_share_percent,
    pause_percent,
    account_pause_percent_without
from "ses_event_db"."reputation"
where sent_count > 0 or hard_bounce_count > 0 or complaint_count > 0
order by place, dimension, value
limit 100;
