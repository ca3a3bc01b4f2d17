-- Grain: one row per message_id that a person or a machine opened or clicked.
-- Question: Did a person open this mail or follow its links, or only machines?
-- Reads: always 36 days of events by arrival.
--
-- Columns:
--   message_id: the id that SES returned to the sender
--   sent_timestamp: when SES accepted the message (UTC)
--   recipients: To, Cc and Bcc as bare addresses in lower case, sorted, each once
--   human_open_count: opens for which no rule names a machine
--   machine_open_count: opens by machines, or that may be a machine's: mail read in Apple Mail has only these
--   human_click_count: clicks for which no rule names a machine
--   machine_click_count: clicks by machines
--   first_human_open: time of the first human open
--   first_human_click: time of the first human click
--   verdict: human if at least one open or click is human, else machine
--   rules: the rules of engagement_rules that decided, sorted
--   tags: rows of name and value, as in ses_events
--   ses_likely_count: opens and clicks that SES calls Likely a machine's
--   ses_unlikely_count: opens and clicks that SES calls Unlikely a machine's; about all others it says nothing
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
        -- min, because human sorts before machine.
        min(verdict) as verdict,
        array_sort(array_distinct(array_agg(rule_name))) as rules,
        array_sort(array_distinct(flatten(array_agg(tags)))) as tags,
        count_if(ses_verdict = 'Likely') as ses_likely_count,
        count_if(ses_verdict = 'Unlikely') as ses_unlikely_count
    from engagement_events
    group by message_id
)

select * from final;
