-- Grain: one row per Subscription event.
-- Question: Who left or joined which topics of a contact list, and through which mail?
-- Reads: the part of events that a filter on event_timestamp leaves; without a filter all of history.
--
-- Columns:
--   event_timestamp: when the preferences changed (UTC); a filter on it limits what a query reads
--   recipients: of the mail through which they changed, bare addresses in lower case, sorted
--   contact_list: name of the list
--   channel: how the change came in, such as UnsubscribeHeader
--   is_unsubscribed_from_all: true if the contact has left the whole list
--   topics_left: topics opted out of by this change, sorted
--   topics_joined: topics opted in to by this change, sorted
--   subject: of the mail
--   message_id: the id that SES returned to the sender
--   event_id: hash of the event
create or replace view subscriptions as
with final as (
    select
        event_timestamp,
        coalesce(
            array_sort(array_distinct(array_agg(recipient) filter (where is_concerned and recipient <> ''))), array[]
        ) as recipients,
        contact_list,
        channel,
        is_unsubscribed_from_all,
        cast(json_parse(coalesce(topics_left, '[]')) as array(varchar)) as topics_left,
        cast(json_parse(coalesce(topics_joined, '[]')) as array(varchar)) as topics_joined,
        subject,
        message_id,
        event_id
    from events
    where eventtype = 'Subscription'
    group by
        event_timestamp, contact_list, channel, is_unsubscribed_from_all, topics_left, topics_joined, subject,
        message_id, event_id
)

select * from final;
