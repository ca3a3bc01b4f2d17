-- Question: Did people open and click, or machines, and do SES's verdicts agree with ours?
-- Reads: 36 days of events.
select
    eventtype,
    coalesce(own_verdict, 'unknown') as own_verdict,
    coalesce(ses_verdict, 'none') as ses_verdict,
    verdict,
    count(*) as event_count,
    count(distinct message_id) as mail_count,
    max_by(event_id, event_timestamp) as latest_event_id,
    max_by(message_id, event_timestamp) as latest_message_id
from "ses_event_db"."engagement_events"
where event_timestamp >= cast('${from}' as timestamp)
group by eventtype, own_verdict, ses_verdict, verdict
order by eventtype, own_verdict, ses_verdict;
