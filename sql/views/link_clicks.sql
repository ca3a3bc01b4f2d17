-- Grain: one row per click event and day of arrival (a click that arrived on two days has a row for each).
-- Question: Which links were clicked, in which mail, how soon and by what?
-- Reads: the days of ses_events that a filter on ingest_date leaves; without one all of them.
--
-- Columns:
--   event_timestamp: when it was clicked (UTC)
--   link: as it stood in the mail
--   page: the link up to its ? or #, what links of many mails have in common
--   link_tags: of its ses:tags attribute, such as "placement=button"; null where it has none
--   recipient: whose mail it was; null where it went to several, since nobody knows who of them clicked
--   attribution: only_recipient or ambiguous; null where the event names nobody
--   seconds_after_sending: a few seconds are a scanner's more often than a reader's
--   user_agent: what the clicking program calls itself
--   ip_address: where it came from
--   configuration_set: that the mail was sent with
--   subject: of the mail
--   message_id: the id that SES returned to the sender
--   event_id: hash of the event; count clicks with count(distinct event_id)
--   ingest_date: day of arrival (UTC), yyyy-mm-dd; a filter on it bounds what a query reads
create or replace view link_clicks as
-- The same click that arrived twice on a day differs in nothing that is shown here.
select distinct
    event_timestamp,
    click.link,
    regexp_extract(click.link, '^[^?#]*') as page,
    nullif(array_join(array_sort(transform(
        map_entries(click.linktags),
        tag -> concat(tag[1], '=', array_join(tag[2], ','))
    )), ' '), '') as link_tags,
    if(cardinality(recipients) = 1, recipients[1]) as recipient,
    case
        when cardinality(recipients) = 1 then 'only_recipient'
        when cardinality(recipients) > 1 then 'ambiguous'
    end as attribution,
    date_diff('second', sent_timestamp, event_timestamp) as seconds_after_sending,
    click.useragent as user_agent,
    click.ipaddress as ip_address,
    element_at(filter(tags, tag -> tag.name = 'ses:configuration-set'), 1).value as configuration_set,
    mail.commonheaders.subject,
    message_id,
    event_id,
    ingest_date
from ses_events
where eventtype = 'Click';
