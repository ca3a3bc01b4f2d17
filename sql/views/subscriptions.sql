-- Grain: one row per subscription event.
-- Question: Who left or joined which topics of a contact list, and through which mail?
-- Reads: events, of which a filter on event_timestamp leaves a part; without one all of history.
--
-- Columns:
--   event_timestamp: when the preferences changed (UTC); a filter on it bounds what a query reads
--   recipients: of the mail through which they changed, lower-cased bare addresses, sorted
--   contact_list: name of the list
--   channel: how the change came in, such as UnsubscribeHeader
--   is_unsubscribed_from_all: true where the contact wants nothing of this list any more
--   topics_left: opted out of now and not before, sorted
--   topics_joined: opted in to now and not before, sorted
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
