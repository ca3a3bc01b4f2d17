-- Question: Which mail is still on its way, to whom, and what holds it up? (Ask for delivered, bounced or unknown
-- instead of waiting, and see what became of mail that was held up in the last 35 days.)
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
