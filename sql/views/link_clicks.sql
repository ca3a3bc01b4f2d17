-- Grain: one row per click event.
-- Question: Which links were clicked, in which mail, how soon and by what?
-- Reads: events, of which a filter on event_timestamp leaves a part; without one all of history.
--
-- Columns:
--   event_timestamp: when it was clicked (UTC); a filter on it bounds what a query reads
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
--   event_id: hash of the event
create or replace view link_clicks as
-- An event that arrived twice, or of a mail to several, differs in nothing that is shown here.
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
