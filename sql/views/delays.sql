-- Grain: one row per message and recipient that SES could not deliver at once.
-- Question: Which mail is or was delayed, for whom, what delayed it, and how did it end?
-- Reads: always 36 days of events by arrival; SES gives up within one or two.
--
-- Columns:
--   message_id: the id that SES returned to the sender
--   recipient: bare address in lower case; empty if the event names nobody
--   recipient_domain: domain of the recipient
--   subject: of the mail, from its Send, Delivery or Bounce event; null while only its delays are known
--   time_sent: when SES accepted the message
--   time_first_delayed: first DeliveryDelay
--   time_last_delayed: latest DeliveryDelay
--   delay_count: number of DeliveryDelay events
--   delay_type: of the latest DeliveryDelay, such as MailboxFull; of two at the same time the greater text
--   diagnostic_code: the receiving server's words in the same event
--   time_given_up: when SES stops trying, from the latest DeliveryDelay that says so
--   outcome: delivered, bounced, waiting, or unknown if SES gave up and its Bounce event is missing
--   time_ended: time of the first Delivery or Bounce; null while there is none
--   seconds_delayed: seconds from sending to that time
create or replace view delays as
with known as (
    select
        message_id,
        recipient,
        event_id,
        eventtype,
        event_timestamp,
        sent_timestamp,
        subject,
        delay_type,
        diagnostic_code,
        expiration_timestamp
    from events
    where
        is_concerned
        -- A DeliveryDelay has no subject; while the mail waits, only its Send has one.
        and eventtype in ('Send', 'DeliveryDelay', 'Delivery', 'Bounce')
        and ingest_hour >= cast(current_date - interval '35' day as varchar)
),

recipients as (
    select
        message_id,
        recipient,
        max(subject) as subject,
        max(sent_timestamp) as time_sent,
        min(event_timestamp) filter (where eventtype = 'DeliveryDelay') as time_first_delayed,
        max(event_timestamp) filter (where eventtype = 'DeliveryDelay') as time_last_delayed,
        count(distinct if(eventtype = 'DeliveryDelay', event_id)) as delay_count,
        max(row(event_timestamp, coalesce(delay_type, ''), coalesce(diagnostic_code, ''))) filter (
            where eventtype = 'DeliveryDelay'
        ) as last_delay,
        max_by(expiration_timestamp, row(event_timestamp, event_id)) filter (
            where expiration_timestamp is not null
        ) as time_given_up,
        min(event_timestamp) filter (where eventtype in ('Delivery', 'Bounce')) as time_ended,
        -- At the same time the Bounce wins, because SES delivers what it can.
        min_by(eventtype, row(event_timestamp, eventtype)) filter (
            where eventtype in ('Delivery', 'Bounce')
        ) as end_type
    from known
    group by message_id, recipient
    having count_if(eventtype = 'DeliveryDelay') > 0
),

final as (
    select
        message_id,
        recipient,
        regexp_extract(recipient, '@([^@]*)$', 1) as recipient_domain,
        subject,
        time_sent,
        time_first_delayed,
        time_last_delayed,
        delay_count,
        nullif(last_delay[2], '') as delay_type,
        nullif(last_delay[3], '') as diagnostic_code,
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
