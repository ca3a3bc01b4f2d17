-- Question: At which mailbox providers did our mail bounce or draw complaints in the last 7 days? (Replace provider
-- with configuration_set, identity, tag or domain. A complaint_count is null if the provider is known not to report
-- complaints to SES.)
select
    value as provider,
    sum(sent_count) as sent_count,
    sum(delivered_count) as delivered_count,
    sum(hard_bounce_count) as hard_bounce_count,
    sum(soft_bounce_count) as soft_bounce_count,
    sum(suppressed_count) as suppressed_count,
    sum(complaint_count) as complaint_count,
    round(1e2 * sum(delivered_count) / nullif(sum(sent_count), 0), 1) as delivered_percent,
    round(1e2 * sum(hard_bounce_count) / nullif(sum(sent_count), 0), 2) as bounce_percent
from "ses_event_db"."daily_rates"
where
    dimension = 'provider'
    -- Opens and clicks that may come from more than one provider.
    and value <> '(several)'
    and event_date >= current_date - interval '6' day
group by value
order by sent_count desc, provider;
