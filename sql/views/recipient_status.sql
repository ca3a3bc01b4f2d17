-- Grain: one row per message_id and recipient that any stored event names; recipient is '' where events name nobody.
-- Question: What happened to this mail for this person?
-- Reads: recipient_ledger (a 32nd of it where recipient is given) and the open days of ses_events.
--
-- Columns:
--   message_id: the id that SES returned to the sender
--   recipient: lower-cased bare address; a filter on it bounds what a query reads
--   subject: of the latest event that has one (a templated Send has none); of two at the same time the greater text
--   source: MAIL FROM address as SES has it
--   time_sent: when SES accepted the message; null where only a Reject or a Rendering Failure is known
--   status: complained, bounced, rejected, failed, delivered, delayed or sent: the first of these that applies, so
--     that no late Delivery hides a Bounce; not complained where the latest Complaint is not-spam
--   time_delivered: latest Delivery
--   smtp_response: what the receiving server said at the latest Delivery
--   time_delayed: latest DeliveryDelay
--   delay_type: of the latest DeliveryDelay
--   time_bounced: latest Bounce
--   bounce_type: of the latest Bounce; of two at the same time the greater type, then subtype
--   bounce_subtype: of the same Bounce
--   bounce_status: enhanced status code in the report of the same Bounce, such as 5.1.1; null where there was no report
--   diagnostic_code: of the same Bounce, the receiving server's words
--   time_complained: latest Complaint
--   complaint_feedbacktype: of the latest Complaint; of two at the same time the greater one
--   time_opened: latest Open that can only be this recipient's
--   time_clicked: latest Click that can only be this recipient's
--   attribution: null where nobody opened or clicked; only_recipient: nobody else got the mail; exact: an event names
--     this recipient alone; ambiguous: somebody of several did, nobody knows who
--   time_opened_by_any: latest Open by this recipient or another one of the same mail
--   time_clicked_by_any: latest Click by this recipient or another one of the same mail
--   reject_reason: why SES refused the mail
--   failure_reason: why the template could not be filled in
--   first_ingest_date: day on which the first event of the row arrived
--   last_ingest_date: day on which the latest event of the row arrived
create or replace view recipient_status as
with recipients as (
    select
        message_id,
        recipient,
        max(recipients_max) as recipients_max,
        max(latest_subject) as subject,
        max(source) as source,
        max(time_sent) as time_sent,
        max(last_delivered) as time_delivered,
        max(latest_delivery) as delivery,
        max(last_delayed) as time_delayed,
        max(latest_delay) as delay,
        max(last_bounced) as time_bounced,
        max(latest_bounce) as bounce,
        max(last_complained) as time_complained,
        max(latest_complaint) as complaint,
        max(last_opened) as time_opened,
        max(last_clicked) as time_clicked,
        max(last_opened_by_any) as time_opened_by_any,
        max(last_clicked_by_any) as time_clicked_by_any,
        max(latest_reject) as reject,
        max(latest_failure) as failure,
        min(ingest_date) as first_ingest_date,
        max(ingest_date) as last_ingest_date
    from recipient_history
    group by message_id, recipient
),

final as (
    select
        message_id,
        recipient,
        substr(subject, 25) as subject,
        source,
        cast(time_sent as timestamp(3)) as time_sent,
        cast(case
            -- A report of not-spam, the opposite of a complaint, takes back what came before it.
            when substr(complaint, 25) <> 'not-spam' then 'complained'
            when time_bounced is not null then 'bounced'
            when reject is not null then 'rejected'
            when failure is not null then 'failed'
            when coalesce(time_delivered, time_opened, time_clicked) is not null then 'delivered'
            when time_delayed is not null then 'delayed'
            else 'sent'
        end as varchar) as status,
        cast(time_delivered as timestamp(3)) as time_delivered,
        nullif(substr(delivery, 25), '') as smtp_response,
        cast(time_delayed as timestamp(3)) as time_delayed,
        nullif(split_part(delay, '|', 2), '') as delay_type,
        cast(time_bounced as timestamp(3)) as time_bounced,
        nullif(split_part(bounce, '|', 2), '') as bounce_type,
        nullif(split_part(bounce, '|', 3), '') as bounce_subtype,
        nullif(split_part(bounce, '|', 4), '') as bounce_status,
        nullif(substr(bounce, strpos(bounce, '|', 4) + 1), '') as diagnostic_code,
        cast(time_complained as timestamp(3)) as time_complained,
        nullif(substr(complaint, 25), '') as complaint_feedbacktype,
        cast(time_opened as timestamp(3)) as time_opened,
        cast(time_clicked as timestamp(3)) as time_clicked,
        cast(case
            when coalesce(time_opened_by_any, time_clicked_by_any) is null then null
            when coalesce(time_opened, time_clicked) is null then 'ambiguous'
            when recipients_max = 1 then 'only_recipient'
            else 'exact'
        end as varchar) as attribution,
        cast(time_opened_by_any as timestamp(3)) as time_opened_by_any,
        cast(time_clicked_by_any as timestamp(3)) as time_clicked_by_any,
        nullif(substr(reject, 25), '') as reject_reason,
        nullif(substr(failure, 25), '') as failure_reason,
        first_ingest_date,
        last_ingest_date
    from recipients
)

select * from final;
