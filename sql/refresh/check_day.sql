-- Question: Is there a recipient of a message of whom the ledger says something else of ${day} than the events do?
-- Reads: that day of ses_events, and of recipient_ledger the files that hold it.
--
-- Must return no rows after insert_day. Should it return some, delete the day from the ledger and insert it again.
with kept as (
    select
        message_id,
        recipient,
        cast(ingest_date as varchar) as ingest_date,
        bool_or(is_destination) as is_destination,
        max(recipients_max) as recipients_max,
        max(time_sent) as time_sent,
        max(source) as source,
        max(latest_subject) as latest_subject,
        max(latest_tags) as latest_tags,
        min(first_delivered) as first_delivered,
        max(last_delivered) as last_delivered,
        max(latest_delivery) as latest_delivery,
        min(first_delayed) as first_delayed,
        max(last_delayed) as last_delayed,
        max(latest_delay) as latest_delay,
        min(first_bounced) as first_bounced,
        max(last_bounced) as last_bounced,
        max(latest_bounce) as latest_bounce,
        min(first_complained) as first_complained,
        max(last_complained) as last_complained,
        max(latest_complaint) as latest_complaint,
        min(first_opened) as first_opened,
        max(last_opened) as last_opened,
        min(first_opened_by_any) as first_opened_by_any,
        max(last_opened_by_any) as last_opened_by_any,
        min(first_clicked) as first_clicked,
        max(last_clicked) as last_clicked,
        min(first_clicked_by_any) as first_clicked_by_any,
        max(last_clicked_by_any) as last_clicked_by_any,
        max(latest_reject) as latest_reject,
        max(latest_failure) as latest_failure
    from "ses_event_db"."recipient_ledger"
    where ingest_date = date '${day}'
    group by message_id, recipient, ingest_date
),

wanted as (
    select *
    from "ses_event_db"."recipient_days"
    where ingest_date = '${day}'
),

both_sides as (
    select
        'not in the ledger' as fault,
        *
    from wanted
    union all
    select
        'only in the ledger' as fault,
        *
    from kept
)

-- What is the same on both sides makes one group of two.
select
    message_id,
    recipient,
    max(fault) as fault
from both_sides
group by
    message_id, recipient, ingest_date, is_destination, recipients_max, time_sent, source, latest_subject,
    latest_tags, first_delivered, last_delivered, latest_delivery, first_delayed, last_delayed, latest_delay,
    first_bounced, last_bounced, latest_bounce, first_complained, last_complained, latest_complaint,
    first_opened, last_opened, first_opened_by_any, last_opened_by_any, first_clicked, last_clicked,
    first_clicked_by_any, last_clicked_by_any, latest_reject, latest_failure
having count(*) = 1;
