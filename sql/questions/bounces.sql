-- Question: Why did mail bounce, and how often?
-- Reads: events since ${from_hour}.
select
    reason,
    count(distinct event_id) as bounce_count,
    count(distinct recipient) as recipient_count,
    count(distinct if(disagreement is not null, event_id)) as disagreement_count,
    cast(max(event_timestamp) as timestamp(3)) as latest_time,
    max_by(recipient, event_timestamp) as latest_recipient,
    max_by(coalesce(diagnostic_code, bounce_subtype), event_timestamp) as latest_words,
    max_by(message_id, event_timestamp) as latest_message_id,
    max_by(event_id, event_timestamp) as latest_event_id
from "ses_event_db"."bounce_reasons"
where event_timestamp >= cast('${from}' as timestamp)
group by reason
order by bounce_count desc, reason;
