-- Grain: one row per message_id, event_id and day of arrival (an event that arrived on two days has a row for each).
-- Question: What happened to this mail, event by event, in words that can be read out?
-- Reads: the days of ses_events that a filter on ingest_date leaves; without one all of them, also for a single mail.
--
-- Columns:
--   message_id: the id that SES returned to the sender
--   event_timestamp: when it happened (UTC); order by it
--   eventtype: as in ses_events
--   recipients: whom this event speaks of, lower-cased bare addresses
--   what: a sentence; one that ends in "or by ..." is as sure as SES can be
--   event_id: hash of the event as SES wrote it
--   copies: how often it arrived on that day; it happened once
--   tenant: whose mail it was, by the event's own tag ses:tenant-name; null without one
--   ingest_date: day of arrival (UTC), yyyy-mm-dd; a filter on it bounds what a query reads
create or replace view message_timeline as
with events as (
    select
        message_id,
        event_id,
        event_timestamp,
        eventtype,
        recipients,
        ingest_date,
        mail,
        delivery,
        deliverydelay,
        bounce,
        complaint,
        reject,
        failure,
        open,
        click,
        subscription,
        element_at(filter(tags, tag -> tag.name = 'ses:tenant-name'), 1).value as tenant,
        coalesce(nullif(array_join(recipients, ', '), ''), 'somebody') as whom,
        -- An open or a click of a mail to several people cannot be tied to one of them.
        if(
            cardinality(recipients) > 1,
            concat('one of ', cast(cardinality(recipients) as varchar), ' people, nobody knows which'),
            coalesce(nullif(array_join(recipients, ', '), ''), 'somebody')
        ) as reader,
        -- What the receiving server answered, without the words that every report opens with.
        nullif(array_join(array_distinct(transform(
            coalesce(
                transform(bounce.bouncedrecipients, recipient -> recipient.diagnosticcode),
                transform(deliverydelay.delayedrecipients, recipient -> recipient.diagnosticcode)
            ),
            answer -> regexp_replace(answer, '^(?i)smtp; *')
        )), ' / '), '') as answer
    from ses_events
    where message_id is not null
),

sentences as (
    select
        message_id,
        event_id,
        event_timestamp,
        eventtype,
        recipients,
        ingest_date,
        tenant,
        case
            when eventtype = 'Send'
                then concat_ws(
                    '',
                    'SES accepted it from ',
                    coalesce(regexp_extract(mail.source, '<([^<>]*)>[^<]*$', 1), mail.source, 'somebody'),
                    concat(' for ', whom),
                    concat(', subject: ', mail.commonheaders.subject)
                )
            when eventtype = 'Delivery'
                then concat_ws(': the server said ', concat('Delivered to ', whom), delivery.smtpresponse)
            when eventtype = 'DeliveryDelay'
                then concat_ws(
                    '',
                    concat('Delayed for ', whom),
                    concat(' (', deliverydelay.delaytype, ')'),
                    concat(
                        ', SES tries until ',
                        regexp_replace(deliverydelay.expirationtime, '^(.{10})T(.{5}).*Z$', '$1 $2 UTC')
                    ),
                    concat(': the report says ', answer)
                )
            when eventtype = 'Bounce' and bounce.bouncesubtype = 'EmailValidationSuppressed'
                then concat('Not sent to ', whom, ': SES''s validation takes the address for an invalid one')
            when eventtype = 'Bounce' and bounce.bouncesubtype = 'UnsubscribedRecipient'
                then concat('Not sent to ', whom, ': they have unsubscribed from the list or the topic')
            when eventtype = 'Bounce' and bounce.bouncesubtype like '%Suppress%'
                then concat('Not sent to ', whom, ': the address is on a suppression list (', bounce.bouncesubtype, ')')
            when
                eventtype = 'Bounce'
                and bounce.bouncetype = 'Transient'
                and bounce.bouncesubtype = 'General'
                and answer is null
                then concat('Answered from ', whom, ' by a note that gives no reason, as when out of office')
            when eventtype = 'Bounce'
                then concat_ws(
                    '',
                    case bounce.bouncetype
                        when 'Permanent' then 'Bounced for good'
                        when 'Transient' then 'Bounced, and SES tries no more'
                        else 'Bounced, perhaps for good'
                    end,
                    concat(', for ', whom),
                    concat(' (', bounce.bouncesubtype, ')'),
                    concat(': the report says ', answer)
                )
            when eventtype = 'Complaint' and complaint.complaintsubtype = 'OnAccountSuppressionList'
                then concat('Not sent to ', whom, ': the account''s suppression list has an earlier complaint')
            when eventtype = 'Complaint' and complaint.complaintsubtype = 'OnTenantSuppressionList'
                then concat('Not sent to ', whom, ': the tenant''s suppression list has an earlier complaint')
            when eventtype = 'Complaint' and complaint.complaintfeedbacktype = 'not-spam'
                then concat('Marked as not spam by ', reader)
            when eventtype = 'Complaint'
                then concat_ws(
                    '',
                    concat('Marked as spam by ', reader),
                    concat(' (', complaint.complaintfeedbacktype, ')')
                )
            when eventtype = 'Reject'
                then concat_ws(': ', 'Refused by SES and never sent', reject.reason)
            when eventtype = 'Rendering Failure'
                then concat_ws(
                    ': ',
                    concat_ws(' ', 'Never sent, SES could not fill in the template', failure.templatename),
                    failure.errormessage
                )
            when eventtype = 'Open'
                then concat_ws(
                    '',
                    concat('Opened by ', reader, ', or by a proxy'),
                    concat(' (', regexp_extract(open.useragent, '(?i)\w*(proxy|bot)\w*'), ')'),
                    if(open.isbotevent = 'Likely', '; SES takes it for a machine')
                )
            when eventtype = 'Click'
                then concat_ws(
                    '',
                    concat('Clicked by ', reader, ', or by a scanner'),
                    concat(' (', regexp_extract(click.useragent, '(?i)\w*(proxy|bot)\w*'), ')'),
                    if(click.isbotevent = 'Likely', '; SES takes it for a machine'),
                    concat(': ', click.link)
                )
            when eventtype = 'Subscription'
                then concat_ws(
                    '',
                    if(
                        subscription.newtopicpreferences.unsubscribeall,
                        'Unsubscribed from all topics',
                        'Changed the topics subscribed to'
                    ),
                    concat(' of the list ', subscription.contactlist),
                    concat(' (', subscription.source, ')')
                )
            else concat(eventtype, ', which is new to this view')
        end as what
    from events
),

final as (
    select
        message_id,
        max(event_timestamp) as event_timestamp,
        max(eventtype) as eventtype,
        max(recipients) as recipients,
        max(what) as what,
        event_id,
        count(*) as copies,
        max(tenant) as tenant,
        ingest_date
    from sentences
    group by message_id, event_id, ingest_date
)

select * from final;
