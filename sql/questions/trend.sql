-- Question: How do the rates by which SES judges the account change?
-- Reads: 36 days of events.
--
-- The rates of the last 30 days, and those of the 30 days that ended five days ago; both count as in reputation.
with counted as (
    select
        event_id,
        event_timestamp >= current_date - interval '29' day as is_late,
        event_timestamp < current_date - interval '4' day as is_early,
        outcome = 'sent' as is_sent,
        outcome = 'sent' and coalesce(has_feedback_loop, true) as is_audible,
        outcome = 'hard_bounce' as is_bounce,
        outcome = 'complaint' as is_complaint
    from "ses_event_db"."outcomes"
    where
        dimension = 'all'
        and recipient_domain <> 'simulator.amazonses.com'
        and event_timestamp >= current_date - interval '34' day
)

select
    1e2 * count_if(is_late and is_bounce) / nullif(count_if(is_late and is_sent), 0) as bounce_percent,
    1e2 * count(distinct if(is_late and is_complaint, event_id))
    / nullif(count_if(is_late and is_audible), 0) as complaint_percent,
    1e2 * count_if(is_early and is_bounce) / nullif(count_if(is_early and is_sent), 0) as earlier_bounce_percent,
    1e2 * count(distinct if(is_early and is_complaint, event_id))
    / nullif(count_if(is_early and is_audible), 0) as earlier_complaint_percent
from counted;
