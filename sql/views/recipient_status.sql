-- Grain: one row per message_id and recipient of any stored event; recipient is '' if events name nobody.
-- Question: What happened to this mail for this person?
-- Reads: all of events; with a filter on recipient a 32nd of it; with a filter on message_id the months of that mail.
--
-- Columns:
--   message_id: the id that SES returned to the sender; a filter on it limits what a query reads
--   recipient: bare address in lower case; a filter on it limits what a query reads
--   subject: of the latest event that has one (a templated Send has none); of two at the same time the greater text
--   source: MAIL FROM address as SES writes it
--   time_sent: when SES accepted the message; null if only a Reject or a Rendering Failure is known
--   status: complained, bounced, rejected, failed, delivered, delayed or sent: the first that applies, so a late
--     Delivery never hides a Bounce; not complained if the latest Complaint is not-spam
--   time_delivered: latest Delivery
--   smtp_response: what the receiving server said at the latest Delivery
--   time_delayed: latest DeliveryDelay
--   delay_type: of the latest DeliveryDelay
--   time_bounced: latest Bounce
--   bounce_type: of the latest Bounce; of two at the same time the greater type, then subtype
--   bounce_subtype: of the same Bounce
--   bounce_status: enhanced status code in the report of the same Bounce, such as 5.1.1; null without a report
--   diagnostic_code: the receiving server's words in the same Bounce
--   time_complained: latest Complaint
--   complaint_feedbacktype: of the latest Complaint; of two at the same time the greater text
--   time_opened: latest Open that can only come from this recipient
--   time_clicked: latest Click that can only come from this recipient
--   attribution: null if nobody opened or clicked; only_recipient if nobody else got the mail; exact if an event names
--     this recipient alone; ambiguous if nobody knows which of several recipients it was
--   time_opened_by_any: latest Open that names this recipient, alone or with others; any recipient that it names may
--     have opened
--   time_clicked_by_any: latest Click that names this recipient, alone or with others; any recipient that it names may
--     have clicked
--   reject_reason: why SES refused the mail
--   failure_reason: why SES could not fill in the template
--   first_ingest_hour: folder of the first event of the mail that names this recipient, even if it is about others
--   last_ingest_hour: folder of the latest event of the mail that names this recipient, even if it is about others
create or replace view recipient_status as
with facts as (
    select
        *,
        -- The event type counts only for the recipients that the event is about; facts of the mail count for all.
        if(is_concerned, eventtype) as fact
    from events
),

recipients as (
    select
        message_id,
        recipient,
        max(address_count) as address_count,
        max_by(subject, row(event_timestamp, subject)) filter (where subject is not null) as subject,
        max(source) as source,
        max(sent_timestamp) filter (where eventtype not in ('Reject', 'Rendering Failure')) as time_sent,
        max(event_timestamp) filter (where fact = 'Delivery') as time_delivered,
        max_by(smtp_response, row(event_timestamp, coalesce(smtp_response, ''))) filter (
            where fact = 'Delivery'
        ) as smtp_response,
        max(row(event_timestamp, coalesce(delay_type, ''))) filter (where fact = 'DeliveryDelay') as delay,
        max(row(
            event_timestamp,
            coalesce(bounce_type, ''),
            coalesce(bounce_subtype, ''),
            coalesce(status_code, ''),
            coalesce(diagnostic_code, '')
        )) filter (where fact = 'Bounce') as bounce,
        max(row(event_timestamp, coalesce(complaint_feedbacktype, ''))) filter (where fact = 'Complaint') as complaint,
        max(event_timestamp) filter (where fact = 'Open' and concerned_count = 1) as time_opened,
        max(event_timestamp) filter (where fact = 'Click' and concerned_count = 1) as time_clicked,
        max(event_timestamp) filter (where fact = 'Open') as time_opened_by_any,
        max(event_timestamp) filter (where fact = 'Click') as time_clicked_by_any,
        max(row(event_timestamp, coalesce(reject_reason, ''))) filter (where fact = 'Reject') as reject,
        max(row(event_timestamp, coalesce(failure_reason, ''))) filter (
            where fact = 'Rendering Failure'
        ) as failure,
        min(ingest_hour) as first_ingest_hour,
        max(ingest_hour) as last_ingest_hour
    from facts
    group by message_id, recipient
),

final as (
    select
        message_id,
        recipient,
        subject,
        source,
        cast(time_sent as timestamp(3)) as time_sent,
        cast(case
            -- A report of not-spam is the opposite of a complaint, and revokes earlier complaints.
            when complaint[2] <> 'not-spam' then 'complained'
            when bounce is not null then 'bounced'
            when reject is not null then 'rejected'
            when failure is not null then 'failed'
            when coalesce(time_delivered, time_opened, time_clicked) is not null then 'delivered'
            when delay is not null then 'delayed'
            else 'sent'
        end as varchar) as status,
        cast(time_delivered as timestamp(3)) as time_delivered,
        smtp_response,
        cast(delay[1] as timestamp(3)) as time_delayed,
        nullif(delay[2], '') as delay_type,
        cast(bounce[1] as timestamp(3)) as time_bounced,
        nullif(bounce[2], '') as bounce_type,
        nullif(bounce[3], '') as bounce_subtype,
        nullif(bounce[4], '') as bounce_status,
        nullif(bounce[5], '') as diagnostic_code,
        cast(complaint[1] as timestamp(3)) as time_complained,
        nullif(complaint[2], '') as complaint_feedbacktype,
        cast(time_opened as timestamp(3)) as time_opened,
        cast(time_clicked as timestamp(3)) as time_clicked,
        cast(case
            when coalesce(time_opened_by_any, time_clicked_by_any) is null then null
            when coalesce(time_opened, time_clicked) is null then 'ambiguous'
            when address_count = 1 then 'only_recipient'
            else 'exact'
        end as varchar) as attribution,
        cast(time_opened_by_any as timestamp(3)) as time_opened_by_any,
        cast(time_clicked_by_any as timestamp(3)) as time_clicked_by_any,
        nullif(reject[2], '') as reject_reason,
        nullif(failure[2], '') as failure_reason,
        first_ingest_hour,
        last_ingest_hour
    from recipients
)

select * from final;
