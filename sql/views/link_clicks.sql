-- Grain: one row per Click event.
-- Question: Which links were clicked, in which mail, how soon and by which program?
-- Reads: the part of events that a filter on event_timestamp leaves; without a filter all of history.
--
-- Columns:
--   event_timestamp: when the link was clicked (UTC); a filter on it limits what a query reads
--   link: as it stood in the mail
--   page: the link up to its ? or #, which links of many mails have in common
--   link_tags: of its ses:tags attribute, such as "placement=button"; null without any
--   recipient: of the mail; null if it went to several, because nobody knows which of them clicked
--   attribution: only_recipient or ambiguous; null if the event names nobody
--   seconds_after_sending: with only a few seconds, a scanner is more likely than a reader
--   user_agent: of the program that clicked
--   ip_address: where the program ran
--   configuration_set: that the mail was sent with
--   subject: of the mail
--   message_id: the id that SES returned to the sender
--   event_id: hash of the event
create or replace view link_clicks as
-- The rows of one event, copies included, are alike in these columns, so distinct leaves one.
select distinct
    event_timestamp,
    link,
    regexp_extract(link, '^[^?#]*') as page,
    link_tags,
    if(concerned_count = 1, recipient) as recipient,
    case
        when concerned_count = 1 then 'only_recipient'
        when concerned_count > 1 then 'ambiguous'
    end as attribution,
    date_diff('second', sent_timestamp, event_timestamp) as seconds_after_sending,
    user_agent,
    ip_address,
    configuration_set,
    subject,
    message_id,
    event_id
from events
where
    eventtype = 'Click'
    and is_concerned;
