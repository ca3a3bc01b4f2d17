-- Grain: one row per day (UTC), dimension and value on which something happened, even without sends.
-- Question: How much was sent on each day, what share bounced or drew complaints, how much was opened and clicked?
-- Reads: always 36 days of events by arrival; it shows the last 35 days, today included.
--
-- Every event counts on the day on which it happened: most opens of a day belong to mail that was sent earlier, and an
-- event that comes late changes a past day. Sends, deliveries and bounces count by recipient, as in SES. Complaints,
-- opens and clicks count by event, because SES does not know which of several recipients they come from.
--
-- The rows of a dimension add up to the row of "all", with these exceptions. A mail may have several tags or none, and
-- it may have no tenant. A complaint that names recipients at two domains or providers counts once for each. Counts of
-- unique messages need not add up, neither over a dimension nor over days.
--
-- Columns:
--   event_date: day of the event (UTC)
--   dimension: all, configuration_set, identity, tenant, tag, domain or provider
--   value: all; a name; name=value for a tag
--   sent_count: recipients of mail that SES accepted; 0 for a tenant whose Sends do not name it (see outcomes)
--   delivered_count: recipients whose server accepted the mail
--   hard_bounce_count: recipients that bounced for good, as SES counts them
--   soft_bounce_count: recipients that bounced otherwise, out-of-office replies included
--   suppressed_count: recipients that SES did not try: they are on the suppression list of the account or the tenant,
--     failed SES's validation or had unsubscribed; not part of the bounces
--   complaint_count: complaints, without reports of not-spam; null, not 0, for a domain or provider that is known not
--     to report complaints to SES; 0 if that is unknown
--   unique_open_count: messages that were opened
--   open_count: opens, those of machines included (engagement distinguishes them)
--   unique_click_count: messages with a click
--   click_count: clicks, those of machines included
--   bounce_percent: hard bounces of the day by recipients of the day; null on a day without sends
--   complaint_percent: complaints by recipients, without recipients at providers known not to report complaints to SES
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
        -- A complaint that came is counted, whatever the list says about its provider.
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
