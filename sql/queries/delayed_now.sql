-- Question: Which mail of the last 3 days is still on its way, to whom, and what holds it up?
with events as (
    select
        message_id,
        eventtype,
        event_timestamp,
        deliverydelay.delaytype,
        deliverydelay.expirationtime,
        recipients
    from "ses_event_db"."ses_events"
    where
        eventtype in ('DeliveryDelay', 'Delivery', 'Bounce')
        and ingest_date >= cast(current_date - interval '3' day as varchar)
),

recipients as (
    select
        events.message_id,
        t.recipient,
        max(events.event_timestamp) filter (where events.eventtype = 'DeliveryDelay') as last_delay_timestamp,
        max_by(events.delaytype, events.event_timestamp) as delay_type,
        max(events.expirationtime) as gives_up,
        count_if(events.eventtype <> 'DeliveryDelay') as end_count
    from events
    cross join unnest(events.recipients) as t (recipient)
    group by events.message_id, t.recipient
)

select
    last_delay_timestamp,
    recipient,
    delay_type,
    gives_up,
    message_id
from recipients
where end_count = 0
order by last_delay_timestamp desc, recipient;
