-- Grain: one row per day (UTC), dimension and value on which something happened, sends or not.
-- Question: How much was sent on each day, what share bounced or drew complaints, how much was opened and clicked?
-- Reads: 36 days of events by arrival, always; it shows the last 35 days, today included.
--
-- Everything counts on the day on which it happened: the opens of a day are mostly of mails sent before, and events
-- that come late change a day that has passed. Rows of one dimension add up to those of "all", except tags, of which a
-- mail has several, and complaints by domain or provider, since one that names recipients of two counts in both. Counts
-- of unique messages do not add up over days. Mails and bounces count by recipient, as SES
-- does; complaints, opens and clicks by event, whose recipients SES can only guess where there were several.
--
-- Columns:
--   event_date: day of the event (UTC)
--   dimension: all, configuration_set, identity, tenant, tag, domain or provider
--   value: all; a name; name=value for a tag
--   sent_count: recipients of mail that SES accepted; 0 for a tenant whose Sends do not name it (see outcomes)
--   delivered_count: recipients whose server took it
--   hard_bounce_count: recipients that will never get it, as SES counts them
--   soft_bounce_count: recipients that bounced otherwise; out-of-office replies are among them
--   suppressed_count: recipients whom SES did not try, for a suppression list of the account or the tenant, validation
--     or their own unsubscription; not in the bounces
--   complaint_count: complaints, reports of not-spam left out; null in the dimensions domain and provider where SES is
--     known not to hear of any
--   unique_open_count: messages opened
--   open_count: opens, of machines too (engagement tells them apart)
--   unique_click_count: messages with a click
--   click_count: clicks, of machines too
--   bounce_percent: hard bounces of the day by recipients of the day
--   complaint_percent: complaints by recipients, those left out at providers that tell SES of no complaint
create or replace view daily_rates as
with counted as (
    select
        dimension,
        value,
        cast(event_timestamp as date) as event_date,
        count_if(outcome = 'sent') as sent_count,
        count_if(outcome = 'delivered') as delivered_count,
        count_if(outcome = 'hard_bounce') as hard_bounce_count,
        count_if(outcome = 'soft_bounce') as soft_bounce_count,
        count_if(outcome = 'suppressed') as suppressed_count,
        count(distinct if(outcome = 'complaint', event_id)) as complaint_count,
        count(distinct if(outcome = 'open', message_id)) as unique_open_count,
        count_if(outcome = 'open') as open_count,
        count(distinct if(outcome = 'click', message_id)) as unique_click_count,
        count_if(outcome = 'click') as click_count,
        count_if(outcome = 'sent' and coalesce(has_feedback_loop, true)) as audible_count,
        dimension in ('domain', 'provider') and not bool_or(coalesce(has_feedback_loop, true)) as is_silent
    from outcomes
    where event_timestamp >= current_date - interval '34' day
    group by dimension, value, cast(event_timestamp as date)
),

final as (
    select
        event_date,
        dimension,
        value,
        sent_count,
        delivered_count,
        hard_bounce_count,
        soft_bounce_count,
        suppressed_count,
        -- A complaint that came is shown, whatever is known of its provider.
        if(is_silent, nullif(complaint_count, 0), complaint_count) as complaint_count,
        unique_open_count,
        open_count,
        unique_click_count,
        click_count,
        round(1e2 * hard_bounce_count / nullif(sent_count, 0), 3) as bounce_percent,
        round(
            1e2 * if(is_silent, nullif(complaint_count, 0), complaint_count) / nullif(audible_count, 0), 3
        ) as complaint_percent
    from counted
)

select * from final;
