-- Grain: one row per message_id, recipient and ingest_date: for each day of arrival, every address that an event of the
--   message names, and '' where an event names nobody at all.
-- Question: What do the events of a day say of this recipient of this message?
-- Reads: the days of ses_events that a filter on ingest_date leaves; without one all of them.
--
-- The text of what recipient_ledger keeps: refresh inserts the closed days of this view, recipient_history reads the
-- open ones from it. What an event says of its detail counts only for the recipients it speaks of; what it says of the
-- mail counts for all that it names.
--
-- Columns:
--   message_id: the id that SES returned to the sender
--   recipient: lower-cased bare address; empty where an event names nobody
--   ingest_date: day of arrival (UTC), yyyy-mm-dd; a filter on it bounds what a query reads
--   is_destination: whether mail.destination names it: To, Cc or Bcc
--   recipients_max: the most addresses that one of these events names
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
create or replace view recipient_days as
with events as (
    select
        message_id,
        ingest_date,
        eventtype,
        event_timestamp,
        sent_timestamp,
        coalesce(recipients, array[]) as recipients,
        mail.source,
        coalesce(
            mail.commonheaders.subject,
            element_at(filter(mail.headers, header -> lower(header.name) = 'subject'), 1).value
        ) as subject,
        -- "Doe, J" <J@example.com> is j@example.com: the last angle brackets hold the address, and where there are
        -- none it stands alone. The transform does the same for the column recipients.
        filter(
            transform(
                coalesce(mail.destination, array[]),
                mailbox -> lower(trim(coalesce(regexp_extract(mailbox, '<([^<>]*)>[^<]*$', 1), mailbox)))
            ),
            address -> address <> ''
        ) as destination,
        array_join(
            array_sort(transform(tags, tag -> json_format(cast(array[tag.name, tag.value] as json)))), ','
        ) as tags,
        -- What the receiving server reported of whom; an event has one of the two.
        coalesce(
            transform(
                bounce.bouncedrecipients,
                report -> array[report.emailaddress, report.status, report.diagnosticcode]
            ),
            transform(
                deliverydelay.delayedrecipients,
                report -> array[report.emailaddress, report.status, report.diagnosticcode]
            )
        ) as reports,
        delivery.smtpresponse,
        deliverydelay.delaytype,
        bounce.bouncetype,
        bounce.bouncesubtype,
        complaint.complaintfeedbacktype,
        reject.reason,
        failure.errormessage,
        -- Of fixed width, so that the order of the text is the order of time.
        concat(cast(event_timestamp as varchar), '|') as event_time
    from ses_events
    where message_id is not null
),

addressed as (
    select
        *,
        filter(array_union(recipients, destination), address -> address <> '') as addresses
    from events
),

named as (
    select
        *,
        contains(destination, t.recipient) as is_destination,
        -- The detail of an event is about the recipients that it speaks of, the mail about all that are named.
        case when recipient = '' or contains(recipients, recipient) then eventtype end as fact,
        cardinality(recipients) = 1 as is_alone,
        coalesce(array_max(transform(
            filter(
                reports,
                report -> lower(trim(coalesce(regexp_extract(report[1], '<([^<>]*)>[^<]*$', 1), report[1]))) = recipient
            ),
            report -> concat(coalesce(report[2], ''), '|', coalesce(report[3], ''))
        )), '|') as report
    from addressed
    cross join unnest(if(cardinality(addresses) = 0, array[''], addresses)) as t (recipient)
),

final as (
    select
        message_id,
        recipient,
        ingest_date,
        bool_or(is_destination) as is_destination,
        cast(max(cardinality(addresses)) as integer) as recipients_max,
        max(sent_timestamp) filter (where eventtype not in ('Reject', 'Rendering Failure')) as time_sent,
        max(source) as source,
        max(concat(event_time, subject)) as latest_subject,
        max(concat(event_time, '[', tags, ']')) filter (where tags <> '') as latest_tags,
        min(event_timestamp) filter (where fact = 'Delivery') as first_delivered,
        max(event_timestamp) filter (where fact = 'Delivery') as last_delivered,
        max(concat(event_time, coalesce(smtpresponse, ''))) filter (where fact = 'Delivery') as latest_delivery,
        min(event_timestamp) filter (where fact = 'DeliveryDelay') as first_delayed,
        max(event_timestamp) filter (where fact = 'DeliveryDelay') as last_delayed,
        max(concat(event_time, coalesce(delaytype, ''), '|', report)) filter (
            where fact = 'DeliveryDelay'
        ) as latest_delay,
        min(event_timestamp) filter (where fact = 'Bounce') as first_bounced,
        max(event_timestamp) filter (where fact = 'Bounce') as last_bounced,
        max(concat(event_time, coalesce(bouncetype, ''), '|', coalesce(bouncesubtype, ''), '|', report)) filter (
            where fact = 'Bounce'
        ) as latest_bounce,
        min(event_timestamp) filter (where fact = 'Complaint') as first_complained,
        max(event_timestamp) filter (where fact = 'Complaint') as last_complained,
        max(concat(event_time, coalesce(complaintfeedbacktype, ''))) filter (
            where fact = 'Complaint'
        ) as latest_complaint,
        min(event_timestamp) filter (where fact = 'Open' and is_alone) as first_opened,
        max(event_timestamp) filter (where fact = 'Open' and is_alone) as last_opened,
        min(event_timestamp) filter (where fact = 'Open') as first_opened_by_any,
        max(event_timestamp) filter (where fact = 'Open') as last_opened_by_any,
        min(event_timestamp) filter (where fact = 'Click' and is_alone) as first_clicked,
        max(event_timestamp) filter (where fact = 'Click' and is_alone) as last_clicked,
        min(event_timestamp) filter (where fact = 'Click') as first_clicked_by_any,
        max(event_timestamp) filter (where fact = 'Click') as last_clicked_by_any,
        max(concat(event_time, coalesce(reason, ''))) filter (where fact = 'Reject') as latest_reject,
        max(concat(event_time, coalesce(errormessage, ''))) filter (
            where fact = 'Rendering Failure'
        ) as latest_failure
    from named
    group by message_id, recipient, ingest_date
)

select * from final;
