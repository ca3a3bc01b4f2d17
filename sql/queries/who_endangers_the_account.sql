-- Question: Is SES about to pause the account, and without whose mail would the account be better off?
-- (The first row is the account. 100 means a pause; account_pause_percent_without is the account without that mail.)
select
    place,
    dimension,
    value,
    status,
    sent_count,
    bounce_percent,
    complaint_percent,
    bounce_share_percent,
    complaint_share_percent,
    pause_percent,
    account_pause_percent_without
from "ses_event_db"."reputation"
order by place;
