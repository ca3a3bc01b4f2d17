-- Grain: one row per event_id of an Open or a Click.
-- Question: Was it a person who opened this mail or followed this link, and how do we know?
-- Reads: always 36 days of events by arrival.
--
-- Verdicts are not stored: each query applies the rules of engagement_rules. An open or a click of a mail to several
-- people may come from any of them.
--
-- Columns:
--   event_id: hash of the event as SES wrote it
--   message_id: the id that SES returned to the sender
--   event_timestamp: when it happened (UTC)
--   eventtype: Open or Click
--   verdict: machine or human; machine also if a person cannot be told from a machine
--   rule_name: the rule of engagement_rules that decided
--   own_verdict: the verdict of the rules that do not look at SES's verdict
--   own_rule_name: the one of these rules that decided
--   ses_verdict: SES's verdict whether it was a machine, Likely or Unlikely; null without a verdict, as before August
--     2026
--   recipients: bare addresses in lower case, sorted; any of them may have opened or clicked
--   user_agent: of the program that loaded the image or followed the link; '' if SES names none
--   ip_address: where the program ran
--   link: the link that was clicked
--   seconds_after_delivery: since the first Delivery of the mail, else since SES accepted it; negative before that
--   links_at_once: different links of the mail that were clicked within 10 seconds before or after
--   sent_timestamp: when SES accepted the message
--   tags: rows of name and value, as in ses_events
create or replace view engagement_events as
with found as (
    -- An event that arrived twice has its rows twice; the grouping leaves one.
    select
        event_id,
        message_id,
        event_timestamp,
        sent_timestamp,
        eventtype,
        coalesce(user_agent, '') as user_agent,
        ip_address,
        bot_verdict as ses_verdict,
        link,
        tags,
        coalesce(
            array_sort(array_distinct(array_agg(recipient) filter (where is_concerned and recipient <> ''))), array[]
        ) as recipients
    from events
    where
        ingest_hour >= cast(current_date - interval '35' day as varchar)
        and eventtype in ('Delivery', 'Open', 'Click')
    group by
        event_id, message_id, event_timestamp, sent_timestamp, eventtype, user_agent, ip_address, bot_verdict, link,
        tags
),

neighbours as (
    select
        *,
        coalesce(
            min(if(eventtype = 'Delivery', event_timestamp)) over (partition by message_id), sent_timestamp
        ) as delivered,
        array_agg(link) over (
            partition by message_id
            order by event_timestamp
            range between interval '10' second preceding and interval '10' second following
        ) as links
    from found
),

engagements as (
    select
        event_id,
        message_id,
        event_timestamp,
        sent_timestamp,
        eventtype,
        recipients,
        tags,
        user_agent,
        ip_address,
        ses_verdict,
        link,
        date_diff('millisecond', delivered, event_timestamp) / 1e3 as seconds_after_delivery,
        cardinality(array_distinct(filter(links, one -> one is not null))) as links_at_once
    from neighbours
    where eventtype in ('Open', 'Click')
),

final as (
    select
        engagements.event_id,
        engagements.message_id,
        engagements.event_timestamp,
        engagements.eventtype,
        min_by(rules.verdict, rules.priority) as verdict,
        min_by(rules.rule_name, rules.priority) as rule_name,
        min_by(rules.verdict, rules.priority) filter (where rules.looks_at <> 'ses_verdict') as own_verdict,
        min_by(rules.rule_name, rules.priority) filter (where rules.looks_at <> 'ses_verdict') as own_rule_name,
        engagements.ses_verdict,
        engagements.recipients,
        engagements.user_agent,
        engagements.ip_address,
        engagements.link,
        engagements.seconds_after_delivery,
        engagements.links_at_once,
        engagements.sent_timestamp,
        cast(json_parse(coalesce(engagements.tags, '[]')) as array(row (name varchar, value varchar))) as tags
    from engagements
    inner join engagement_rules as rules
        on
            coalesce(rules.eventtype, engagements.eventtype) = engagements.eventtype
            and case rules.looks_at
                when 'user_agent'
                    then lower(engagements.user_agent) like rules.fits
                when 'ses_verdict'
                    then engagements.ses_verdict = rules.fits
                when 'ip_address'
                    then contains(rules.fits, try_cast(engagements.ip_address as ipaddress))
                when 'seconds_after_delivery'
                    then engagements.seconds_after_delivery <= try_cast(rules.fits as double)
                when 'links_at_once'
                    then engagements.links_at_once >= try_cast(rules.fits as bigint)
            end
    group by
        engagements.event_id,
        engagements.message_id,
        engagements.event_timestamp,
        engagements.eventtype,
        engagements.recipients,
        engagements.user_agent,
        engagements.ip_address,
        engagements.ses_verdict,
        engagements.link,
        engagements.seconds_after_delivery,
        engagements.links_at_once,
        engagements.sent_timestamp,
        engagements.tags
)

select * from final;
