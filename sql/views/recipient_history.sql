-- Grain: one row per message_id, recipient and day of arrival; days that are in the ledger and recent have two, which
--   say the same.
-- Question: What is known of this recipient of this message, day by day?
-- Reads: the months and buckets of recipient_ledger that filters on ingest_date and recipient leave, and the open
--   days of ses_events: yesterday and today, and until noon the day before.
--
-- The whole history: what is still open is computed anew at each question, so that an event counts as soon as it is
-- stored. The day before yesterday is closed at midnight UTC, and the refresh has four tries to get it into the ledger
-- before noon.
--
-- Columns:
--   message_id: the id that SES returned to the sender
--   recipient: lower-cased bare address; empty where an event names nobody
--   ingest_date: day of arrival (UTC); a filter on it bounds what a query reads
--   is_destination: whether mail.destination names it: To, Cc or Bcc
--   recipients_max: the most addresses that one event of the row names
--   time_sent: when SES accepted the message (UTC); null where only a Reject or a Rendering Failure is known
--   source: MAIL FROM address as SES has it; the greatest text
--   latest_subject: time|subject of the latest event that has one
--   latest_tags: time|tags of the latest event that has some, as a JSON array of [name, value], sorted
--   first_delivered: first Delivery to the recipient
--   last_delivered: latest Delivery
--   latest_delivery: time|smtp response of the latest Delivery
--   first_delayed: first DeliveryDelay for the recipient
--   last_delayed: latest DeliveryDelay
--   latest_delay: time|type|status|diagnostic code of the latest DeliveryDelay
--   first_bounced: first Bounce of the recipient
--   last_bounced: latest Bounce
--   latest_bounce: time|type|subtype|status|diagnostic code of the latest Bounce
--   first_complained: first Complaint of the recipient
--   last_complained: latest Complaint
--   latest_complaint: time|feedback type of the latest Complaint
--   first_opened: first Open that names this recipient alone
--   last_opened: latest Open that names this recipient alone
--   first_opened_by_any: first Open by this recipient or another one of the same mail
--   last_opened_by_any: latest Open by this recipient or another one of the same mail
--   first_clicked: first Click that names this recipient alone
--   last_clicked: latest Click that names this recipient alone
--   first_clicked_by_any: first Click by this recipient or another one of the same mail
--   last_clicked_by_any: latest Click by this recipient or another one of the same mail
--   latest_reject: time|reason of the latest Reject
--   latest_failure: time|error message of the latest Rendering Failure
create or replace view recipient_history as
with closed_days as (
    select
        message_id,
        recipient,
        ingest_date,
        is_destination,
        recipients_max,
        time_sent,
        source,
        latest_subject,
        latest_tags,
        first_delivered,
        last_delivered,
        latest_delivery,
        first_delayed,
        last_delayed,
        latest_delay,
        first_bounced,
        last_bounced,
        latest_bounce,
        first_complained,
        last_complained,
        latest_complaint,
        first_opened,
        last_opened,
        first_opened_by_any,
        last_opened_by_any,
        first_clicked,
        last_clicked,
        first_clicked_by_any,
        last_clicked_by_any,
        latest_reject,
        latest_failure
    from recipient_ledger
),

open_days as (
    select
        message_id,
        recipient,
        cast(ingest_date as date) as ingest_date,
        is_destination,
        recipients_max,
        time_sent,
        source,
        latest_subject,
        latest_tags,
        first_delivered,
        last_delivered,
        latest_delivery,
        first_delayed,
        last_delayed,
        latest_delay,
        first_bounced,
        last_bounced,
        latest_bounce,
        first_complained,
        last_complained,
        latest_complaint,
        first_opened,
        last_opened,
        first_opened_by_any,
        last_opened_by_any,
        first_clicked,
        last_clicked,
        first_clicked_by_any,
        last_clicked_by_any,
        latest_reject,
        latest_failure
    from recipient_days
    where ingest_date >= cast(date(current_timestamp - interval '36' hour) as varchar)
),

final as (
    select * from closed_days
    union all
    select * from open_days
)

select * from final;
