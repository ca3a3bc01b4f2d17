-- Question: What became of every mail to this address? (Put the address in place of the sample.)
select *
from "ses_event_db"."email_status"
cross join unnest(destination) as t (email)
where t.email = 'success@simulator.amazonses.com'
order by time_sent desc;
