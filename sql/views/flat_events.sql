-- Grain: one row per event that arrived and recipient: every address that the event or its mail names, or '' if there
--   is none. An event that arrived twice has its rows twice.
-- Question: What does each event say about each recipient?
-- Reads: the hours of ses_events that a filter on ingest_hour leaves; without a filter all hours.
--
-- The view derives the columns of event_history from the events as SES wrote them. The refresh inserts from here, and
-- the view events reads the last hours from here. Query that view.
--
-- Columns:
--   event_id: hash of the event as SES wrote it
--   eventtype: as in ses_events
--   event_timestamp: when it happened (UTC)
--   message_id: the id that SES returned to the sender
--   sent_timestamp: when SES accepted the message (UTC)
--   recipient: bare address in lower case; empty if the event names nobody
--   is_destination: whether mail.destination names the recipient: To, Cc or Bcc
--   is_concerned: whether the event is about this recipient; also true if it names nobody
--   concerned_count: how many recipients the event is about
--   address_count: how many addresses the event names in all
--   ingest_timestamp: when the event arrived (UTC)
--   ingest_hour: folder of ses_events that holds it (UTC), yyyy-mm-dd-hh; a filter on it limits what a query reads
--   subject: of the mail, from commonHeaders or else from the header itself
--   source: MAIL FROM address as SES writes it
--   sending_identity: the part of mail.sourceArn after identity/
--   configuration_set: value of the tag ses:configuration-set
--   tenant: value of the tag ses:tenant-name
--   tags: message tags as a JSON array of [name, value], sorted; null without any
--   smtp_response: of a Delivery
--   processing_time_millis: of a Delivery
--   remote_mta_ip: of a Delivery or a Bounce
--   bounce_type: of a Bounce
--   bounce_subtype: of a Bounce
--   status_code: of the report on this recipient in a Bounce or a DeliveryDelay
--   diagnostic_code: of the same report; if an event has two reports on a recipient, of the greater one
--   report_action: of the same report; a DeliveryDelay has none
--   complaint_feedbacktype: of a Complaint
--   complaint_subtype: of a Complaint
--   delay_type: of a DeliveryDelay
--   expiration_timestamp: of a DeliveryDelay: when SES gives up (UTC)
--   reject_reason: of a Reject
--   failure_reason: of a Rendering Failure
--   template_name: of a Rendering Failure
--   ip_address: of an Open or a Click
--   user_agent: of an Open or a Click
--   link: of a Click
--   link_tags: of a Click, such as placement=button, sorted; null without any
--   bot_verdict: of an Open or a Click: SES's verdict whether it was a machine, Likely or Unlikely
--   contact_list: of a Subscription
--   channel: of a Subscription, its source
--   is_unsubscribed_from_all: of a Subscription
--   topics_left: of a Subscription: topics opted out of by this change, as a JSON array, sorted
--   topics_joined: of a Subscription: topics opted in to by this change, as a JSON array, sorted
--   unlisted_fields: fields that ses_events did not declare, as a JSON array; null without any
create or replace view flat_events as
with stored as (
    select
        *,
        coalesce(recipients, array[]) as concerned,
        coalesce(destination, array[]) as destinations,
        array_union(coalesce(recipients, array[]), coalesce(destination, array[])) as addresses,
        -- What the receiving server reported on each recipient; an event has one of the two lists.
        coalesce(
            transform(
                bounce.bouncedrecipients,
                one -> row(one.emailaddress, one.status, one.diagnosticcode, one.action)
            ),
            transform(
                deliverydelay.delayedrecipients,
                one -> row(one.emailaddress, one.status, one.diagnosticcode, cast(null as varchar))
            ),
            array[]
        ) as reports,
        coalesce(subscription.oldtopicpreferences.topicsubscriptionstatus, array[]) as topics_before,
        coalesce(subscription.newtopicpreferences.topicsubscriptionstatus, array[]) as topics_now
    from ses_events
    -- A damaged line reads as a row of nulls. A line that the transform did not write has no event_id.
    where
        message_id is not null
        and event_id is not null
),

final as (
    select
        event_id,
        eventtype,
        event_timestamp,
        message_id,
        sent_timestamp,
        t.recipient,
        contains(destinations, t.recipient) as is_destination,
        t.recipient = '' or contains(concerned, t.recipient) as is_concerned,
        cast(cardinality(concerned) as integer) as concerned_count,
        cast(cardinality(addresses) as integer) as address_count,
        ingest_timestamp,
        ingest_hour,
        coalesce(
            mail.commonheaders.subject,
            element_at(filter(mail.headers, header -> lower(header.name) = 'subject'), 1).value
        ) as subject,
        mail.source,
        regexp_extract(mail.sourcearn, ':identity/(.+)$', 1) as sending_identity,
        element_at(filter(tags, tag -> tag.name = 'ses:configuration-set'), 1).value as configuration_set,
        element_at(filter(tags, tag -> tag.name = 'ses:tenant-name'), 1).value as tenant,
        if(
            cardinality(tags) > 0,
            concat('[', array_join(
                array_sort(transform(tags, tag -> json_format(cast(array[tag.name, tag.value] as json)))), ','
            ), ']')
        ) as tags,
        delivery.smtpresponse as smtp_response,
        delivery.processingtimemillis as processing_time_millis,
        coalesce(delivery.remotemtaip, bounce.remotemtaip) as remote_mta_ip,
        bounce.bouncetype as bounce_type,
        bounce.bouncesubtype as bounce_subtype,
        nullif(report.status_code, '') as status_code,
        nullif(report.diagnostic_code, '') as diagnostic_code,
        nullif(report.report_action, '') as report_action,
        complaint.complaintfeedbacktype as complaint_feedbacktype,
        complaint.complaintsubtype as complaint_subtype,
        deliverydelay.delaytype as delay_type,
        try(cast(from_iso8601_timestamp(deliverydelay.expirationtime) at time zone 'UTC' as timestamp(3)))
            as expiration_timestamp,
        reject.reason as reject_reason,
        failure.errormessage as failure_reason,
        failure.templatename as template_name,
        coalesce(open.ipaddress, click.ipaddress) as ip_address,
        coalesce(open.useragent, click.useragent) as user_agent,
        click.link,
        nullif(array_join(array_sort(transform(
            map_entries(click.linktags), tag -> concat(tag[1], '=', array_join(tag[2], ','))
        )), ' '), '') as link_tags,
        coalesce(open.isbotevent, click.isbotevent) as bot_verdict,
        subscription.contactlist as contact_list,
        subscription.source as channel,
        subscription.newtopicpreferences.unsubscribeall as is_unsubscribed_from_all,
        if(subscription is not null, json_format(cast(array_sort(array_except(
            transform(filter(topics_now, topic -> topic.subscriptionstatus = 'OptOut'), topic -> topic.topicname),
            transform(filter(topics_before, topic -> topic.subscriptionstatus = 'OptOut'), topic -> topic.topicname)
        )) as json))) as topics_left,
        if(subscription is not null, json_format(cast(array_sort(array_except(
            transform(filter(topics_now, topic -> topic.subscriptionstatus = 'OptIn'), topic -> topic.topicname),
            transform(filter(topics_before, topic -> topic.subscriptionstatus = 'OptIn'), topic -> topic.topicname)
        )) as json))) as topics_joined,
        json_format(cast(unlisted_fields as json)) as unlisted_fields
    from stored
    cross join unnest(if(cardinality(addresses) = 0, array[''], addresses)) as t (recipient)
    cross join unnest(array[
        array_max(transform(
            -- The report names the address, or has it in angle brackets after a display name.
            filter(
                reports,
                one -> lower(trim(one[1])) = t.recipient or strpos(lower(one[1]), concat('<', t.recipient, '>')) > 0
            ),
            one -> row(coalesce(one[2], ''), coalesce(one[3], ''), coalesce(one[4], ''))
        ))
    ]) as report (status_code, diagnostic_code, report_action)
)

select * from final;
