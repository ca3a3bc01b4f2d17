-- Grain: one row per message_id that was opened or clicked, by whomever.
-- Question: Did a person open this mail or follow its links, or only machines?
-- Reads: 36 days of events by arrival, always.
--
-- Columns:
--   message_id: the id that SES returned to the sender
--   sent_timestamp: when SES accepted the message (UTC)
--   recipients: To, Cc and Bcc as lower-cased bare addresses, sorted, each once
--   human_open_count: opens that nothing speaks against
--   machine_open_count: opens by machines, or by what cannot be told from one: a mail read in Apple Mail has only these
--   human_click_count: clicks that nothing speaks against
--   machine_click_count: clicks by machines
--   first_human_open: time of the first such open
--   first_human_click: time of the first such click
--   verdict: human where at least one open or click is, else machine
--   rules: the rules of engagement_rules that decided, sorted
--   tags: rows of name and value, as in ses_events
--   ses_likely_count: opens and clicks that SES takes for a machine's
--   ses_unlikely_count: opens and clicks that SES does not; of all others it says nothing
create or replace view engagement as
with final as (
    select
        message_id,
        max(sent_timestamp) as sent_timestamp,
        array_sort(array_distinct(flatten(array_agg(recipients)))) as recipients,
        count_if(eventtype = 'Open' and verdict = 'human') as human_open_count,
        count_if(eventtype = 'Open' and verdict = 'machine') as machine_open_count,
        count_if(eventtype = 'Click' and verdict = 'human') as human_click_count,
        count_if(eventtype = 'Click' and verdict = 'machine') as machine_click_count,
        min(if(eventtype = 'Open' and verdict = 'human', event_timestamp)) as first_human_open,
        min(if(eventtype = 'Click' and verdict = 'human', event_timestamp)) as first_human_click,
        -- Of the two words this is the lesser one.
        min(verdict) as verdict,
        array_sort(array_distinct(array_agg(rule_name))) as rules,
        array_sort(array_distinct(flatten(array_agg(tags)))) as tags,
        count_if(ses_verdict = 'Likely') as ses_likely_count,
        count_if(ses_verdict = 'Unlikely') as ses_unlikely_count
    from engagement_events
    group by message_id
)

select * from final;
