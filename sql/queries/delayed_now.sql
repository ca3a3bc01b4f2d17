-- Question: Which mail is still on its way, to whom, and what delays it? (With delivered, bounced or unknown in place
-- of waiting, the query shows how the delays of the last 35 days ended.)
select
    time_last_delayed,
    recipient,
    delay_type,
    diagnostic_code,
    delay_count,
    time_given_up,
    message_id
from "ses_event_db"."delays"
where outcome = 'waiting'
order by time_last_delayed desc, recipient;
