-- Question: Which addresses bounced for good in the last 7 days, and so should get no more mail?
select
    t.recipient,
    max(events.event_timestamp) as last_bounce_timestamp,
    max_by(events.bounce.bouncesubtype, events.event_timestamp) as bounce_subtype,
    count(distinct events.message_id) as message_count
from "ses_event_db"."ses_events" as events
cross join unnest(events.recipients) as t (recipient)
where
    events.eventtype = 'Bounce'
    and events.bounce.bouncetype = 'Permanent'
    and events.ingest_date >= cast(current_date - interval '7' day as varchar)
group by t.recipient
order by last_bounce_timestamp desc, t.recipient;
