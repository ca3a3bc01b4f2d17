-- Question: Why did this mail bounce, for each recipient? (The latest bounce comes last.)
-- Reads: the months with events of mail of that time.
select
    recipient,
    reason
from "ses_event_db"."bounce_reasons"
where message_id = '${message_id}'
order by event_timestamp, event_id;
