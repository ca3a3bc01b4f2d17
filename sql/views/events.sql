-- Grain: one row per event and recipient: every address that the event or its mail names, or '' if there is none. An
--   event that arrived twice may have its rows twice, so use count(distinct event_id).
-- Question: What happened, in one row for each recipient? (Every other view reads this one.)
-- Reads: the part of event_history that filters on recipient, event_timestamp, message_id, sent_timestamp or
--   ingest_hour leave, and the last five to six hours of ses_events.
--
-- This is all of history, up to the last file in S3. Every two hours the refresh brings event_history up to the last
-- full hour. If a run fails, the next run does its work before an answer lacks anything. event_history and
-- flat_events have the same columns in the same order.
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
create or replace view events as
with final as (
    select *
    from event_history
    where ingest_hour < date_format(current_timestamp at time zone 'UTC' - interval '5' hour, '%Y-%m-%d-%H')
    union all
    select *
    from flat_events
    where ingest_hour >= date_format(current_timestamp at time zone 'UTC' - interval '5' hour, '%Y-%m-%d-%H')
)

select * from final;
