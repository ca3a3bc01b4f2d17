-- Grain: one row per message_id that any stored event names, whatever is missing, late, doubled or out of order.
-- Question: What happened to this mail?
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
create or replace view email_status as
with events as (
    select
        message_id,
        eventtype,
        event_timestamp,
        sent_timestamp,
        mail.destination,
        bounce.bouncetype,
        bounce.bouncesubtype,
        complaint.complaintfeedbacktype,
        coalesce(
            mail.commonheaders.subject,
            element_at(filter(mail.headers, header -> lower(header.name) = 'subject'), 1).value
        ) as subject,
        -- Fixed width, so that the order of the text is the order of time.
        cast(event_timestamp as varchar) as event_time
    from ses_events
    where message_id is not null
),

messages as (
    select
        message_id,
        max_by(subject, concat(event_time, subject)) as subject,
        flatten(array_agg(destination) filter (where destination is not null)) as addresses,
        max(sent_timestamp) filter (where eventtype not in ('Reject', 'Rendering Failure')) as time_sent,
        max(event_timestamp) filter (where eventtype = 'Delivery') as time_delivered,
        max(event_timestamp) filter (where eventtype = 'Click') as time_clicked,
        max(event_timestamp) filter (where eventtype = 'Open') as time_opened,
        max(event_timestamp) filter (where eventtype = 'Bounce') as time_bounced,
        max_by(
            bouncetype, concat(event_time, coalesce(bouncetype, ''), '|', coalesce(bouncesubtype, ''))
        ) filter (where eventtype = 'Bounce') as bounce_type,
        max_by(
            bouncesubtype, concat(event_time, coalesce(bouncetype, ''), '|', coalesce(bouncesubtype, ''))
        ) filter (where eventtype = 'Bounce') as bounce_subtype,
        max(event_timestamp) filter (where eventtype = 'Complaint') as time_complained,
        max_by(
            complaintfeedbacktype, concat(event_time, coalesce(complaintfeedbacktype, ''))
        ) filter (where eventtype = 'Complaint') as complaint_feedbacktype
    from events
    group by message_id
),

final as (
    select
        message_id,
        subject,
        -- "Doe, J" <J@example.com> is j@example.com: the last angle brackets hold the address, and where there are
        -- none it stands alone. The transform does the same for the column recipients.
        array_sort(array_distinct(filter(
            transform(
                coalesce(addresses, array[]),
                mailbox -> lower(trim(coalesce(regexp_extract(mailbox, '<([^<>]*)>[^<]*$', 1), mailbox)))
            ),
            address -> address <> ''
        ))) as destination,
        time_sent,
        time_delivered,
        time_clicked,
        time_opened,
        time_bounced,
        bounce_type,
        bounce_subtype,
        time_complained,
        complaint_feedbacktype
    from messages
)

select * from final;
