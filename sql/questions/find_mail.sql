-- Question: Which mails fit these filters, the latest first?
-- Reads: the part of events since ${from_hour}; with an address a 32nd of it.
--
-- Each mail and recipient has a row. An empty filter fits all. A page has 51 rows: the last one only says that there
-- are more, and the next page begins before the one above it.
with told as (
    select
        *,
        -- The event type counts only for the recipients that the event is about; facts of the mail count for all.
        if(is_concerned, eventtype) as fact
    from "ses_event_db"."events"
    where
        ingest_hour >= '${from_hour}'
        and sent_timestamp >= cast('${from}' as timestamp)
        and sent_timestamp < cast('${to}' as timestamp)
        and ('${address}' = '' or recipient = '${address}')
        and ('${domain}' = '' or split_part(recipient, '@', 2) = '${domain}')
        and ('${message_id}' = '' or message_id = '${message_id}')
),

mails as (
    select
        message_id,
        recipient,
        max(sent_timestamp) as sent_timestamp,
        max(ingest_hour) as latest_hour,
        max_by(event_id, event_timestamp) filter (where fact is not null) as latest_event_id,
        max_by(subject, row(event_timestamp, subject)) filter (where subject is not null) as subject,
        max(source) as source,
        max(sending_identity) as sending_identity,
        max(configuration_set) as configuration_set,
        max(tenant) as tenant,
        coalesce(bool_or(strpos(tags, '${tag}') > 0), false) as has_tag,
        max(row(event_timestamp, coalesce(complaint_feedbacktype, ''))) filter (where fact = 'Complaint') as complaint,
        max_by(bounce_subtype, event_timestamp) filter (where fact = 'Bounce') as bounce_subtype,
        count_if(fact = 'Bounce') as bounce_count,
        -- As in outcomes: SES does not count mail that it did not try to send.
        count_if(
            fact = 'Bounce'
            and bounce_type = 'Permanent'
            and coalesce(bounce_subtype, '') not in (
                'OnAccountSuppressionList',
                'OnTenantSuppressionList',
                'EmailValidationSuppressed',
                'UnsubscribedRecipient'
            )
        ) as hard_bounce_count,
        count_if(fact = 'Reject') as reject_count,
        count_if(fact = 'Rendering Failure') as failure_count,
        count_if(fact = 'Delivery' or (fact in ('Open', 'Click') and concerned_count = 1)) as delivery_count,
        count_if(fact = 'DeliveryDelay') as delay_count,
        count_if(fact in ('Open', 'Click')) as reader_count,
        count_if(fact in ('Open', 'Click') and concerned_count = 1) as own_reader_count,
        max(address_count) as address_count
    from told
    group by message_id, recipient
),

judged as (
    select
        *,
        -- As in recipient_status.
        case
            when complaint[2] <> 'not-spam' then 'complained'
            when bounce_count > 0 then 'bounced'
            when reject_count > 0 then 'rejected'
            when failure_count > 0 then 'failed'
            when delivery_count > 0 then 'delivered'
            when delay_count > 0 then 'delayed'
            else 'sent'
        end as status,
        case
            when reader_count = 0 then null
            when own_reader_count = 0 then 'ambiguous'
            when address_count = 1 then 'only_recipient'
            else 'exact'
        end as attribution
    from mails
)

select
    judged.recipient,
    judged.message_id,
    judged.subject,
    judged.source,
    cast(judged.sent_timestamp as timestamp(3)) as time_sent,
    judged.status,
    judged.attribution,
    judged.bounce_subtype,
    judged.latest_event_id as event_id,
    judged.latest_hour as ingest_hour
from judged
left join "ses_event_db"."mailbox_providers" on mailbox_providers.domain = split_part(judged.recipient, '@', 2)
where
    (judged.sent_timestamp, judged.message_id, judged.recipient)
    < (cast('${before_time}' as timestamp), '${before_message_id}', '${before_recipient}')
    and (
        '${status}' = ''
        or judged.status = '${status}'
        or ('${status}' = 'hard_bounce' and judged.hard_bounce_count > 0)
    )
    and ('${subject}' = '' or strpos(lower(judged.subject), '${subject}') > 0)
    and ('${sender}' = '' or strpos(lower(judged.source), '${sender}') > 0)
    and ('${identity}' = '' or judged.sending_identity = '${identity}')
    and ('${configuration_set}' = '' or judged.configuration_set = '${configuration_set}')
    and ('${tenant}' = '' or judged.tenant = '${tenant}')
    and ('${tag}' = '' or judged.has_tag)
    and ('${provider}' = '' or coalesce(mailbox_providers.provider, 'other') = '${provider}')
order by judged.sent_timestamp desc, judged.message_id desc, judged.recipient desc
limit 51;
