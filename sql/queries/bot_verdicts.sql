-- Question: Which opens and clicks of the last 30 days are a machine's by SES's verdict and a person's by ours, or vice
-- versa? (own_rule_name is the rule of ours that decided. Events without a verdict of SES are left out.)
select
    eventtype,
    ses_verdict,
    own_verdict,
    own_rule_name,
    count(*) as event_count,
    count(distinct message_id) as message_count,
    max(user_agent) as example_user_agent,
    max(message_id) as example_message_id
from "ses_event_db"."engagement_events"
where
    ses_verdict = if(own_verdict = 'machine', 'Unlikely', 'Likely')
    and event_timestamp >= current_date - interval '30' day
group by eventtype, ses_verdict, own_verdict, own_rule_name
order by event_count desc, eventtype, ses_verdict, own_rule_name;
