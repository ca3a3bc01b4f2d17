-- Question: Of how much mail is the end known, and which configuration set tells too little?
-- Reads: events since ${from_hour}.
--
-- Mail younger than a day is left out, since it may still be on its way.
with told as (
    select
        message_id,
        recipient,
        max(configuration_set) as configuration_set,
        max(sent_timestamp) as sent_timestamp,
        count_if(eventtype = 'Send') as send_count,
        count_if(is_concerned and eventtype not in ('Send', 'DeliveryDelay', 'Subscription')) as outcome_count,
        max(event_id) as event_id
    from "ses_event_db"."events"
    where ingest_hour >= '${from_hour}'
    group by message_id, recipient
)

select
    coalesce(configuration_set, 'unknown') as configuration_set,
    count(*) as mail_count,
    count_if(outcome_count > 0) as ended_count,
    count_if(outcome_count = 0) as silent_count,
    count_if(send_count = 0) as without_send_count,
    max_by(message_id, sent_timestamp) filter (where outcome_count = 0) as silent_message_id,
    max_by(event_id, sent_timestamp) filter (where outcome_count = 0) as silent_event_id
from told
where
    sent_timestamp >= cast('${from}' as timestamp)
    and sent_timestamp < cast('${to}' as timestamp)
group by coalesce(configuration_set, 'unknown')
order by mail_count desc, configuration_set;
