-- Question: Why did mail of the last 30 days bounce, and how often did the server disagree with SES?
select
    reason,
    bounce_type,
    count(distinct event_id) as bounce_count,
    count(distinct recipient) as recipient_count,
    count(distinct if(disagreement is not null, event_id)) as disagreement_count,
    max(diagnostic_code) as example
from "ses_event_db"."bounce_reasons"
where event_timestamp >= current_date - interval '30' day
group by reason, bounce_type
order by bounce_count desc, reason, bounce_type;
