-- Grain: one row per message_id of any stored event, even if events are missing, late, doubled or out of order.
-- Question: What happened to this mail?
-- Reads: all of events, but only the columns that the query names; with a filter on message_id, the months of that
--   mail. For mail of the last seven days query recent_email_status.
--
-- Columns:
--   message_id: the id that SES returned to the sender; a filter on it limits what a query reads
--   subject: of the latest event that has one (a templated Send has none); of two at the same time the greater text
--   destination: all recipients (To, Cc, Bcc) as bare addresses in lower case, sorted, each once; empty if unknown
--   time_sent: when SES accepted the message; null if only a Reject or a Rendering Failure is known
--   time_delivered: latest Delivery
--   time_clicked: latest Click
--   time_opened: latest Open
--   time_bounced: latest Bounce
--   bounce_type: of the latest Bounce; of two at the same time the greater type, then subtype
--   bounce_subtype: of the same Bounce as bounce_type
--   time_complained: latest Complaint
--   complaint_feedbacktype: of the latest Complaint; of two at the same time the greater text
--   status: complained, bounced, rejected, failed, delivered, delayed or sent: the first that applies to any recipient,
--     so a late Delivery never hides a Bounce; a recipient whose latest Complaint is not-spam has not complained
--   time_first_delivered: first Delivery
--   time_first_clicked: first Click
--   time_first_opened: first Open
--   time_first_bounced: first Bounce
--   time_first_complained: first Complaint
--   has_delay: whether a DeliveryDelay is known
--   reject_reason: why SES refused the mail
--   failure_reason: why SES could not fill in the template
--   tags: message tags of the latest event that has some, those of SES and your own, sorted by name
create or replace view email_status as
with recipients as (
    select
        message_id,
        recipient,
        bool_or(is_destination) as is_destination,
        max(row(event_timestamp, subject)) filter (where subject is not null) as subject,
        max(sent_timestamp) filter (where eventtype not in ('Reject', 'Rendering Failure')) as time_sent,
        min(event_timestamp) filter (where eventtype = 'Delivery') as time_first_delivered,
        max(event_timestamp) filter (where eventtype = 'Delivery') as time_delivered,
        min(event_timestamp) filter (where eventtype = 'Click') as time_first_clicked,
        max(event_timestamp) filter (where eventtype = 'Click') as time_clicked,
        min(event_timestamp) filter (where eventtype = 'Open') as time_first_opened,
        max(event_timestamp) filter (where eventtype = 'Open') as time_opened,
        min(event_timestamp) filter (where eventtype = 'Bounce') as time_first_bounced,
        max(row(event_timestamp, coalesce(bounce_type, ''), coalesce(bounce_subtype, ''))) filter (
            where eventtype = 'Bounce'
        ) as bounce,
        min(event_timestamp) filter (where eventtype = 'Complaint') as time_first_complained,
        -- Only the recipient's own reports: another recipient's not-spam does not revoke a complaint.
        max(row(event_timestamp, coalesce(complaint_feedbacktype, ''))) filter (
            where eventtype = 'Complaint' and is_concerned
        ) as complaint,
        bool_or(eventtype = 'DeliveryDelay') as has_delay,
        max(row(event_timestamp, coalesce(reject_reason, ''))) filter (where eventtype = 'Reject') as reject,
        max(row(event_timestamp, coalesce(failure_reason, ''))) filter (
            where eventtype = 'Rendering Failure'
        ) as failure,
        max(row(event_timestamp, tags)) filter (where tags is not null) as tags
    from events
    group by message_id, recipient
),

messages as (
    select
        message_id,
        max(subject)[2] as subject,
        array_agg(recipient) filter (where is_destination) as destination,
        max(time_sent) as time_sent,
        min(time_first_delivered) as time_first_delivered,
        max(time_delivered) as time_delivered,
        min(time_first_clicked) as time_first_clicked,
        max(time_clicked) as time_clicked,
        min(time_first_opened) as time_first_opened,
        max(time_opened) as time_opened,
        min(time_first_bounced) as time_first_bounced,
        max(bounce) as bounce,
        min(time_first_complained) as time_first_complained,
        max(complaint) as complaint,
        bool_or(complaint[2] <> 'not-spam') as has_complaint,
        bool_or(has_delay) as has_delay,
        max(reject) as reject,
        max(failure) as failure,
        max(tags)[2] as tags
    from recipients
    group by message_id
),

final as (
    select
        message_id,
        subject,
        coalesce(array_sort(destination), array[]) as destination,
        cast(time_sent as timestamp(3)) as time_sent,
        cast(time_delivered as timestamp(3)) as time_delivered,
        cast(time_clicked as timestamp(3)) as time_clicked,
        cast(time_opened as timestamp(3)) as time_opened,
        cast(bounce[1] as timestamp(3)) as time_bounced,
        nullif(bounce[2], '') as bounce_type,
        nullif(bounce[3], '') as bounce_subtype,
        cast(complaint[1] as timestamp(3)) as time_complained,
        nullif(complaint[2], '') as complaint_feedbacktype,
        cast(case
            when has_complaint then 'complained'
            when bounce is not null then 'bounced'
            when reject is not null then 'rejected'
            when failure is not null then 'failed'
            when coalesce(time_delivered, time_opened, time_clicked) is not null then 'delivered'
            when has_delay then 'delayed'
            else 'sent'
        end as varchar) as status,
        cast(time_first_delivered as timestamp(3)) as time_first_delivered,
        cast(time_first_clicked as timestamp(3)) as time_first_clicked,
        cast(time_first_opened as timestamp(3)) as time_first_opened,
        cast(time_first_bounced as timestamp(3)) as time_first_bounced,
        cast(time_first_complained as timestamp(3)) as time_first_complained,
        has_delay,
        nullif(reject[2], '') as reject_reason,
        nullif(failure[2], '') as failure_reason,
        cast(json_parse(tags) as array(row (name varchar, value varchar))) as tags
    from messages
)

select * from final;
