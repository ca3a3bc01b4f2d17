-- Question: Is there more than one row of email_status for a message?
select
    message_id,
    count(*) as status_count
from email_status
group by message_id
having count(*) > 1;
