-- Grain: one row for the account, and one per configuration set, identity, tenant, tag and mailbox provider.
-- Question: Is SES about to pause my account, and whose mail is to blame?
-- Reads: always 36 days of events by arrival; it judges the last 30 days, today included.
--
-- The limits are those of SES (its guide, FAQs of the sending review process): SES reviews an account from 5 % hard
-- bounces or 0.1 % complaints on, and may pause it from 10 % or 0.5 % on. Soft bounces, suppressed addresses and the
-- mailbox simulator do not count. SES divides complaints by the mail to domains that report complaints, and does not
-- say which domains those are: here they are all but those known not to report (mailbox_providers). SES judges a
-- "representative volume" where this view takes 30 days, and leaves out bounces at domains that you have verified, so
-- the figure in SES's console is the one that counts.
--
-- SES also pauses tenants, by rules that it does not publish: the standard policy pauses a tenant with a finding of
-- high impact. The limits here are those of the account. SES documents the tag ses:tenant-name on Bounce and Complaint
-- only. If Sends do not carry it, a tenant has a sent_count of 0, and null in status, in the percentages of its own
-- mail and in account_pause_percent_without.
--
-- Columns:
--   place: 0 for the account, then the mail without which the account would be best off; last what is all its mail
--   dimension: all for the account, configuration_set, identity, tenant, tag or provider
--   value: all for the account; a name; name=value for a tag
--   status: if all mail were like this - ok, warning (from 5 % or 0.1 % on) or at risk (from 10 % or 0.5 % on); null
--     without sends
--   sent_count: recipients of mail that SES accepted
--   hard_bounce_count: recipients that bounced for good, as SES counts them
--   bounce_percent: hard bounces by recipients
--   complaint_count: complaints, without reports of not-spam; null, not 0, for a provider that is known not to report
--     complaints to SES; 0 if that is unknown
--   complaint_percent: complaints by recipients, without recipients at providers known not to report complaints to SES
--   suppressed_count: recipients that SES did not try: they are on the suppression list of the account or the tenant,
--     failed SES's validation or had unsubscribed; not part of the bounces
--   bounce_share_percent: of the account's hard bounces
--   complaint_share_percent: of the account's complaints
--   pause_percent: how near a pause is; 100 is 10 % bounces or 0.5 % complaints, whichever is nearer
--   account_pause_percent_without: how near a pause the account would be without this mail; null if it is all mail, and
--     for a tenant without sends
create or replace view reputation as
with counted as (
    select
        dimension,
        value,
        count_if(outcome = 'sent') as sent_count,
        count_if(outcome = 'sent' and coalesce(has_feedback_loop, true)) as audible_count,
        count_if(outcome = 'hard_bounce') as hard_bounce_count,
        count_if(outcome = 'suppressed') as suppressed_count,
        count(distinct if(outcome = 'complaint', event_id)) as complaint_count,
        dimension = 'provider' and not bool_or(coalesce(has_feedback_loop, true)) as is_silent
    from outcomes
    where
        dimension <> 'domain'
        and outcome in ('sent', 'hard_bounce', 'suppressed', 'complaint')
        and recipient_domain <> 'simulator.amazonses.com'
        and event_timestamp >= current_date - interval '29' day
    group by dimension, value
),

with_account as (
    select
        *,
        max(if(dimension = 'all', sent_count)) over () as account_sent_count,
        max(if(dimension = 'all', audible_count)) over () as account_audible_count,
        max(if(dimension = 'all', hard_bounce_count)) over () as account_hard_bounce_count,
        max(if(dimension = 'all', complaint_count)) over () as account_complaint_count
    from counted
),

rates as (
    select
        *,
        1e2 * hard_bounce_count / nullif(sent_count, 0) as bounce_percent,
        1e2 * complaint_count / nullif(audible_count, 0) as complaint_percent,
        1e2 * (account_hard_bounce_count - hard_bounce_count)
        / nullif(account_sent_count - sent_count, 0) as bounce_percent_without,
        1e2 * (account_complaint_count - complaint_count)
        / nullif(account_audible_count - audible_count, 0) as complaint_percent_without
    from with_account
),

judged as (
    select
        *,
        case
            when bounce_percent >= 10 or complaint_percent >= 0.5 then 'at risk'
            when bounce_percent >= 5 or complaint_percent >= 0.1 then 'warning'
            when sent_count > 0 then 'ok'
        end as status,
        greatest(1e1 * bounce_percent, 2e2 * coalesce(complaint_percent, 0)) as pause_percent,
        -- Without its sends, removing a tenant's bounces would flatter the account.
        if(
            dimension <> 'tenant' or sent_count > 0,
            greatest(1e1 * bounce_percent_without, 2e2 * coalesce(complaint_percent_without, 0))
        ) as pause_percent_without
    from rates
),

final as (
    select
        row_number() over (
            order by if(dimension = 'all', 0, 1), pause_percent_without, sent_count desc, dimension, value
        ) - 1 as place,
        dimension,
        value,
        status,
        sent_count,
        hard_bounce_count,
        round(bounce_percent, 3) as bounce_percent,
        if(is_silent, nullif(complaint_count, 0), complaint_count) as complaint_count,
        round(if(is_silent and complaint_count = 0, null, complaint_percent), 3) as complaint_percent,
        suppressed_count,
        round(1e2 * hard_bounce_count / nullif(account_hard_bounce_count, 0), 1) as bounce_share_percent,
        round(
            if(is_silent and complaint_count = 0, null, 1e2 * complaint_count / nullif(account_complaint_count, 0)), 1
        ) as complaint_share_percent,
        round(pause_percent, 1) as pause_percent,
        round(pause_percent_without, 1) as account_pause_percent_without
    from judged
)

select * from final;
