-- Grain: one row per message and recipient that SES could not deliver at once.
-- Question: Which mail is stuck or was, for whom, what held it up, and how did it end?
-- Reads: 15 days of ses_events by day of arrival, always; SES gives up within one or two.
--
-- Columns:
--   message_id: the id that SES returned to the sender
--   recipient: lower-cased bare address; null where the event names nobody
--   recipient_domain: of the recipient
--   subject: of the mail, as its Send, Delivery or Bounce event has it; null while only delays of it are known
--   time_sent: when SES accepted the message
--   time_first_delayed: first DeliveryDelay
--   time_last_delayed: latest DeliveryDelay
--   delay_count: DeliveryDelay events
--   delay_type: of the latest, such as MailboxFull; of two at the same time the greater one
--   diagnostic_code: words of the receiving server in the same event
--   time_given_up: when SES stops trying, as the latest delay that tells it says
--   outcome: delivered, bounced, waiting, or unknown where SES gave up and no event of it came
--   time_ended: of the first Delivery or Bounce; null while there is none
--   seconds_delayed: from sending to that end
create or replace view delays as
with events as (
    select
        message_id,
        t.recipient,
        event_id,
        eventtype,
        event_timestamp,
        -- Fixed width, so that the order of the text is the order of time.
        cast(event_timestamp as varchar) as event_time,
        sent_timestamp,
        mail.commonheaders.subject as mail_subject,
        coalesce(deliverydelay.delaytype, '') as delay_type,
        try(cast(from_iso8601_timestamp(deliverydelay.expirationtime) at time zone 'UTC' as timestamp(3)))
            as expiration_timestamp,
        coalesce(array_max(transform(
            filter(
                deliverydelay.delayedrecipients,
                one -> t.recipient = lower(trim(
                    coalesce(regexp_extract(one.emailaddress, '<([^<>]*)>[^<]*$', 1), one.emailaddress)
                ))
            ),
            one -> coalesce(one.diagnosticcode, '')
        )), '') as words
    from ses_events
    -- Left: a delay that names nobody is still a delay.
    left join unnest(recipients) as t (recipient) on true
    where
        -- A delay has no subject; while the mail waits, only its Send does.
        eventtype in ('Send', 'DeliveryDelay', 'Delivery', 'Bounce')
        and ingest_date >= cast(current_date - interval '14' day as varchar)
),

recipients as (
    select
        message_id,
        recipient,
        max(mail_subject) as mail_subject,
        max(sent_timestamp) as time_sent,
        min(event_timestamp) filter (where eventtype = 'DeliveryDelay') as time_first_delayed,
        max(event_timestamp) filter (where eventtype = 'DeliveryDelay') as time_last_delayed,
        count(distinct if(eventtype = 'DeliveryDelay', event_id)) as delay_count,
        max(concat(event_time, '|', delay_type, '|', words)) filter (where eventtype = 'DeliveryDelay') as last_delay,
        max_by(expiration_timestamp, concat(event_time, event_id))
        filter (where expiration_timestamp is not null) as time_given_up,
        min(event_timestamp) filter (where eventtype in ('Delivery', 'Bounce')) as time_ended,
        -- Of both at the same time the bounce, since SES delivers what it can.
        min_by(eventtype, concat(event_time, eventtype)) filter (where eventtype in ('Delivery', 'Bounce')) as end_type
    from events
    group by message_id, recipient
    having count_if(eventtype = 'DeliveryDelay') > 0
),

final as (
    select
        message_id,
        recipient,
        regexp_extract(recipient, '@([^@]*)$', 1) as recipient_domain,
        mail_subject as subject,
        time_sent,
        time_first_delayed,
        time_last_delayed,
        delay_count,
        nullif(regexp_extract(last_delay, '^[^|]*\|([^|]*)', 1), '') as delay_type,
        nullif(regexp_extract(last_delay, '^[^|]*\|[^|]*\|((?s).*)', 1), '') as diagnostic_code,
        time_given_up,
        case
            when end_type = 'Delivery' then 'delivered'
            when end_type = 'Bounce' then 'bounced'
            when time_given_up < cast(current_timestamp at time zone 'UTC' as timestamp(3)) then 'unknown'
            else 'waiting'
        end as outcome,
        time_ended,
        date_diff('second', time_sent, time_ended) as seconds_delayed
    from recipients
)

select * from final;
