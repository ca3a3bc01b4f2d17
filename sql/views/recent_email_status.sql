-- Grain: one row per message_id that was sent in the last seven days, as email_status has it.
-- Question: What happened to the mail of today, of yesterday, of this week?
-- Reads: eight days of recipient_ledger, as far as files and months tell them apart, and the open days of ses_events;
--   no more as history grows.
--
-- Over all history a time of sending is known only once all days are folded, so no filter on it can spare any.
-- Nothing of a mail arrives before it is sent: what these eight days fold to is all there is to know of it.
--
-- Columns:
--   message_id: the id that SES returned to the sender
--   subject: of the latest event that has one (a templated Send has none); of two at the same time the greater text
--   destination: all recipients (To, Cc, Bcc) as lower-cased bare addresses, sorted, each once; empty where unknown
--   time_sent: when SES accepted the message; null where only a Reject or a Rendering Failure is known
--   time_delivered: latest Delivery
--   time_clicked: latest Click
--   time_opened: latest Open
--   time_bounced: latest Bounce
--   bounce_type: of the latest Bounce; of two at the same time the greater type, then subtype
--   bounce_subtype: of the same Bounce as bounce_type
--   time_complained: latest Complaint
--   complaint_feedbacktype: of the latest Complaint; of two at the same time the greater one
--   status: complained, bounced, rejected, failed, delivered, delayed or sent: the first of these that applies to any
--     recipient, so that no late Delivery hides a Bounce; not complained where the latest Complaint is not-spam
--   time_first_delivered: first Delivery
--   time_first_clicked: first Click
--   time_first_opened: first Open
--   time_first_bounced: first Bounce
--   time_first_complained: first Complaint
--   has_delay: whether a DeliveryDelay is known
--   reject_reason: why SES refused the mail
--   failure_reason: why the template could not be filled in
--   tags: message tags of the latest event that has some, SES's own ones and yours, sorted by name
create or replace view recent_email_status as
with messages as (
    select
        message_id,
        max(latest_subject) as subject,
        array_agg(recipient) filter (where is_destination) as recipients,
        max(time_sent) as time_sent,
        max(last_delivered) as time_delivered,
        max(last_clicked_by_any) as time_clicked,
        max(last_opened_by_any) as time_opened,
        max(last_bounced) as time_bounced,
        max(latest_bounce) as bounce,
        max(last_complained) as time_complained,
        max(latest_complaint) as complaint,
        min(first_delivered) as time_first_delivered,
        min(first_clicked_by_any) as time_first_clicked,
        min(first_opened_by_any) as time_first_opened,
        min(first_bounced) as time_first_bounced,
        min(first_complained) as time_first_complained,
        min(first_delayed) as time_first_delayed,
        max(latest_reject) as reject,
        max(latest_failure) as failure,
        max(latest_tags) as tags
    from recipient_history
    where ingest_date >= current_date - interval '8' day
    group by message_id
    having
        -- A Reject and a Rendering Failure have the time of sending too.
        coalesce(
            max(time_sent),
            cast(substr(coalesce(max(latest_reject), max(latest_failure)), 1, 23) as timestamp(3))
        ) >= current_date - interval '7' day
),

final as (
    select
        message_id,
        substr(subject, 25) as subject,
        coalesce(array_sort(array_distinct(recipients)), array[]) as destination,
        cast(time_sent as timestamp(3)) as time_sent,
        cast(time_delivered as timestamp(3)) as time_delivered,
        cast(time_clicked as timestamp(3)) as time_clicked,
        cast(time_opened as timestamp(3)) as time_opened,
        cast(time_bounced as timestamp(3)) as time_bounced,
        nullif(split_part(bounce, '|', 2), '') as bounce_type,
        nullif(split_part(bounce, '|', 3), '') as bounce_subtype,
        cast(time_complained as timestamp(3)) as time_complained,
        nullif(substr(complaint, 25), '') as complaint_feedbacktype,
        cast(case
            -- A report of not-spam, the opposite of a complaint, takes back what came before it.
            when substr(complaint, 25) <> 'not-spam' then 'complained'
            when time_bounced is not null then 'bounced'
            when reject is not null then 'rejected'
            when failure is not null then 'failed'
            when coalesce(time_delivered, time_opened, time_clicked) is not null then 'delivered'
            when time_first_delayed is not null then 'delayed'
            else 'sent'
        end as varchar) as status,
        cast(time_first_delivered as timestamp(3)) as time_first_delivered,
        cast(time_first_clicked as timestamp(3)) as time_first_clicked,
        cast(time_first_opened as timestamp(3)) as time_first_opened,
        cast(time_first_bounced as timestamp(3)) as time_first_bounced,
        cast(time_first_complained as timestamp(3)) as time_first_complained,
        time_first_delayed is not null as has_delay,
        nullif(substr(reject, 25), '') as reject_reason,
        nullif(substr(failure, 25), '') as failure_reason,
        cast(json_parse(substr(tags, 25)) as array(row (name varchar, value varchar))) as tags
    from messages
)

select * from final;
