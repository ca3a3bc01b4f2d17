-- Grain: one row per day of delivery (UTC) and mailbox provider.
-- Question: How long does mail take from SES to each provider's mailboxes, day by day?
-- Reads: the part of events that a filter on delivery_date leaves; without a filter all of history.
--
-- Percentiles are exact (nearest rank), on times rounded to a tenth of a second. So the order of the events does not
-- change them; it could change approximate percentiles.
--
-- Columns:
--   delivery_date: day of the delivery (UTC); a filter on it limits what a query reads
--   provider: of mailbox_providers; for a domain that is not in that list, the domain itself
--   delivery_count: recipients whose server accepted the mail
--   p50_seconds: half of the recipients had the mail within this time after SES accepted it
--   p95_seconds: 95 of 100 recipients had it within this time
--   p99_seconds: 99 of 100 recipients had it within this time
--   max_seconds: the longest time
create or replace view delivery_latency as
with deliveries as (
    select distinct
        event_id,
        recipient,
        cast(event_timestamp as date) as delivery_date,
        regexp_extract(recipient, '@([^@]*)$', 1) as recipient_domain,
        round(date_diff('millisecond', sent_timestamp, event_timestamp) / 1e3, 1) as seconds
    from events
    where
        eventtype = 'Delivery'
        and is_concerned
        and recipient <> ''
),

by_provider as (
    select
        deliveries.delivery_date,
        coalesce(mailbox_providers.provider, deliveries.recipient_domain) as provider,
        deliveries.seconds
    from deliveries
    left join mailbox_providers on deliveries.recipient_domain = mailbox_providers.domain
),

latencies as (
    select
        delivery_date,
        provider,
        seconds,
        count(*) as delivery_count
    from by_provider
    group by delivery_date, provider, seconds
),

ranks as (
    select
        delivery_date,
        provider,
        seconds,
        sum(delivery_count) over (
            partition by delivery_date, provider
            order by seconds
        ) as up_to_here,
        sum(delivery_count) over (partition by delivery_date, provider) as in_all
    from latencies
),

final as (
    select
        delivery_date,
        provider,
        max(in_all) as delivery_count,
        min(seconds) filter (where up_to_here * 2 >= in_all) as p50_seconds,
        min(seconds) filter (where up_to_here * 20 >= in_all * 19) as p95_seconds,
        min(seconds) filter (where up_to_here * 100 >= in_all * 99) as p99_seconds,
        max(seconds) as max_seconds
    from ranks
    group by delivery_date, provider
)

select * from final;
