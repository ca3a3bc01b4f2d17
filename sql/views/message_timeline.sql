-- Grain: one row per message_id and event_id.
-- Question: What happened to this mail, event by event, in words that you can read out?
-- Reads: events. A filter on message_id limits this to the months with events of mail of that time, because an id of
--   SES begins with the time of sending; without a filter all of history.
--
-- Columns:
--   message_id: the id that SES returned to the sender; a filter on it limits what a query reads
--   event_timestamp: when it happened (UTC); order by it
--   eventtype: as in ses_events
--   recipients: the recipients that the event is about, bare addresses in lower case, sorted
--   what: a sentence; if it ends in "or by ...", SES knows no more than that
--   event_id: hash of the event as SES wrote it
--   tenant: value of the event's own tag ses:tenant-name; null without it
--   ingest_hour: folder of ses_events that holds it
create or replace view message_timeline as
with told as (
    select
        message_id,
        event_id,
        event_timestamp,
        eventtype,
        subject,
        source,
        tenant,
        smtp_response,
        bounce_type,
        bounce_subtype,
        complaint_feedbacktype,
        complaint_subtype,
        delay_type,
        expiration_timestamp,
        reject_reason,
        failure_reason,
        template_name,
        user_agent,
        link,
        bot_verdict,
        contact_list,
        channel,
        is_unsubscribed_from_all,
        min(ingest_hour) as ingest_hour,
        array_sort(array_distinct(array_agg(recipient) filter (where is_concerned and recipient <> ''))) as recipients,
        -- What the receiving server answered, without the prefix that every report has.
        array_join(array_sort(array_distinct(array_agg(
            regexp_replace(diagnostic_code, '^(?i)smtp; *')
        ) filter (where diagnostic_code is not null))), ' / ') as answer
    from events
    group by
        message_id, event_id, event_timestamp, eventtype, subject, source, tenant, smtp_response, bounce_type,
        bounce_subtype, complaint_feedbacktype, complaint_subtype, delay_type, expiration_timestamp, reject_reason,
        failure_reason, template_name, user_agent, link, bot_verdict, contact_list, channel, is_unsubscribed_from_all
),

named as (
    select
        *,
        coalesce(array_join(recipients, ', '), 'somebody') as whom,
        -- An open or a click of a mail to several people may come from any of them.
        if(
            cardinality(recipients) > 1,
            concat('one of ', cast(cardinality(recipients) as varchar), ' people, nobody knows which'),
            coalesce(array_join(recipients, ', '), 'somebody')
        ) as reader
    from told
),

final as (
    select
        message_id,
        event_timestamp,
        eventtype,
        coalesce(recipients, array[]) as recipients,
        case
            when eventtype = 'Send'
                then concat_ws(
                    '',
                    'SES accepted it from ',
                    coalesce(regexp_replace(source, '^.*<([^<>]*)>[^<]*$', '$1'), 'somebody'),
                    concat(' for ', whom),
                    concat(', subject: ', subject)
                )
            when eventtype = 'Delivery'
                then concat_ws(': the server said ', concat('Delivered to ', whom), smtp_response)
            when eventtype = 'DeliveryDelay'
                then concat_ws(
                    '',
                    concat('Delayed for ', whom),
                    concat(' (', delay_type, ')'),
                    concat(
                        ', SES tries until ',
                        date_format(expiration_timestamp, '%Y-%m-%d %H:%i UTC')
                    ),
                    concat(': the report says ', answer)
                )
            when eventtype = 'Bounce' and bounce_subtype = 'EmailValidationSuppressed'
                then concat('Not sent to ', whom, ': SES''s validation takes the address for an invalid one')
            when eventtype = 'Bounce' and bounce_subtype = 'UnsubscribedRecipient'
                then concat('Not sent to ', whom, ': they have unsubscribed from the list or the topic')
            when eventtype = 'Bounce' and bounce_subtype like '%Suppress%'
                then concat('Not sent to ', whom, ': the address is on a suppression list (', bounce_subtype, ')')
            when
                eventtype = 'Bounce'
                and bounce_type = 'Transient'
                and bounce_subtype = 'General'
                and answer is null
                then concat('Answered from ', whom, ' by a note that gives no reason, as when out of office')
            when eventtype = 'Bounce'
                then concat_ws(
                    '',
                    case bounce_type
                        when 'Permanent' then 'Bounced for good'
                        when 'Transient' then 'Bounced, and SES tries no more'
                        else 'Bounced, perhaps for good'
                    end,
                    concat(', for ', whom),
                    concat(' (', bounce_subtype, ')'),
                    concat(': the report says ', answer)
                )
            when eventtype = 'Complaint' and complaint_subtype = 'OnAccountSuppressionList'
                then concat('Not sent to ', whom, ': the account''s suppression list has an earlier complaint')
            when eventtype = 'Complaint' and complaint_subtype = 'OnTenantSuppressionList'
                then concat('Not sent to ', whom, ': the tenant''s suppression list has an earlier complaint')
            when eventtype = 'Complaint' and complaint_feedbacktype = 'not-spam'
                then concat('Marked as not spam by ', reader)
            when eventtype = 'Complaint'
                then concat_ws(
                    '',
                    concat('Marked as spam by ', reader),
                    concat(' (', complaint_feedbacktype, ')')
                )
            when eventtype = 'Reject'
                then concat_ws(': ', 'Refused by SES and never sent', reject_reason)
            when eventtype = 'Rendering Failure'
                then concat_ws(
                    ': ',
                    concat_ws(' ', 'Never sent, SES could not fill in the template', template_name),
                    failure_reason
                )
            when eventtype = 'Open'
                then concat_ws(
                    '',
                    concat('Opened by ', reader, ', or by a proxy'),
                    concat(' (', regexp_extract(user_agent, '(?i)\w*(proxy|bot)\w*'), ')'),
                    if(bot_verdict = 'Likely', '; SES takes it for a machine')
                )
            when eventtype = 'Click'
                then concat_ws(
                    '',
                    concat('Clicked by ', reader, ', or by a scanner'),
                    concat(' (', regexp_extract(user_agent, '(?i)\w*(proxy|bot)\w*'), ')'),
                    if(bot_verdict = 'Likely', '; SES takes it for a machine'),
                    concat(': ', link)
                )
            when eventtype = 'Subscription'
                then concat_ws(
                    '',
                    if(
                        is_unsubscribed_from_all,
                        'Unsubscribed from all topics',
                        'Changed the topics subscribed to'
                    ),
                    concat(' of the list ', contact_list),
                    concat(' (', channel, ')')
                )
            else concat(eventtype, ', which is new to this view')
        end as what,
        event_id,
        tenant,
        ingest_hour
    from named
)

select * from final;
