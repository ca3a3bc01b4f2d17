-- Question: Which mail had to wait, for what, and how did it end? (The mail that still waits comes first.)
-- Reads: 36 days of events.
select
    outcome,
    delay_type,
    recipient,
    subject,
    time_sent,
    time_last_delayed,
    time_given_up,
    delay_count,
    seconds_delayed,
    diagnostic_code,
    message_id
from "ses_event_db"."delays"
order by if(outcome = 'waiting', 0, 1), time_last_delayed desc, message_id, recipient
limit 100;
