-- Grain: one row per subscription event and day of arrival (one that arrived on two days has a row for each).
-- Question: Who left or joined which topics of a contact list, and through which mail?
-- Reads: the days of ses_events that a filter on ingest_date leaves; without one all of them.
--
-- Columns:
--   event_timestamp: when the preferences changed (UTC)
--   recipients: of the mail through which they changed, lower-cased bare addresses
--   contact_list: name of the list
--   channel: how the change came in, such as UnsubscribeHeader
--   is_unsubscribed_from_all: true where the contact wants nothing of this list any more
--   topics_left: opted out of now and not before, sorted
--   topics_joined: opted in to now and not before, sorted
--   subject: of the mail
--   message_id: the id that SES returned to the sender
--   event_id: hash of the event; count changes with count(distinct event_id)
--   ingest_date: day of arrival (UTC), yyyy-mm-dd; a filter on it bounds what a query reads
create or replace view subscriptions as
with changes as (
    -- The same change that arrived twice on a day differs in nothing that is shown here.
    select distinct
        event_timestamp,
        recipients,
        subscription.contactlist as contact_list,
        subscription.source as channel,
        subscription.newtopicpreferences.unsubscribeall as is_unsubscribed_from_all,
        coalesce(subscription.oldtopicpreferences.topicsubscriptionstatus, array[]) as topics_before,
        coalesce(subscription.newtopicpreferences.topicsubscriptionstatus, array[]) as topics_now,
        mail.commonheaders.subject as mail_subject,
        message_id,
        event_id,
        ingest_date
    from ses_events
    where eventtype = 'Subscription'
),

final as (
    select
        event_timestamp,
        recipients,
        contact_list,
        channel,
        is_unsubscribed_from_all,
        array_sort(array_except(
            transform(filter(topics_now, topic -> topic.subscriptionstatus = 'OptOut'), topic -> topic.topicname),
            transform(filter(topics_before, topic -> topic.subscriptionstatus = 'OptOut'), topic -> topic.topicname)
        )) as topics_left,
        array_sort(array_except(
            transform(filter(topics_now, topic -> topic.subscriptionstatus = 'OptIn'), topic -> topic.topicname),
            transform(filter(topics_before, topic -> topic.subscriptionstatus = 'OptIn'), topic -> topic.topicname)
        )) as topics_joined,
        mail_subject as subject,
        message_id,
        event_id,
        ingest_date
    from changes
)

select * from final;
