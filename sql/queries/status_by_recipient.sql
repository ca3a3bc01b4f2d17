-- Question: What happened to every mail to this address? (Replace the sample with the address.)
select *
from "ses_event_db"."email_status"
cross join unnest(destination) as t (email)
where t.email = 'success@simulator.amazonses.com'
order by time_sent desc;
