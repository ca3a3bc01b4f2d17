-- Question: Which events of the hours from ${from_hour} to before ${to_hour} does event_history lack? (Inserts them.)
-- Reads: those hours of ses_events, and the files of event_history that hold them.
--
-- A second run inserts nothing. If an event arrived twice in these hours, only its first arrival is inserted.
insert into "ses_event_db"."event_history" (
    event_id, eventtype, event_timestamp, message_id, sent_timestamp, recipient, is_destination, is_concerned,
    concerned_count, address_count, ingest_timestamp, ingest_hour, subject, source, sending_identity, configuration_set,
    tenant, tags, smtp_response, processing_time_millis, remote_mta_ip, bounce_type, bounce_subtype, status_code,
    diagnostic_code, report_action, complaint_feedbacktype, complaint_subtype, delay_type, expiration_timestamp,
    reject_reason, failure_reason, template_name, ip_address, user_agent, link, link_tags, bot_verdict, contact_list,
    channel, is_unsubscribed_from_all, topics_left, topics_joined, unlisted_fields
)
with arrivals as (
    select
        *,
        row_number() over (partition by event_id, recipient order by ingest_timestamp, ingest_hour) as arrival
    from "ses_event_db"."flat_events"
    where ingest_hour >= '${from_hour}' and ingest_hour < '${to_hour}'
)

select
    event_id,
    eventtype,
    event_timestamp,
    message_id,
    sent_timestamp,
    recipient,
    is_destination,
    is_concerned,
    concerned_count,
    address_count,
    ingest_timestamp,
    ingest_hour,
    subject,
    source,
    sending_identity,
    configuration_set,
    tenant,
    tags,
    smtp_response,
    processing_time_millis,
    remote_mta_ip,
    bounce_type,
    bounce_subtype,
    status_code,
    diagnostic_code,
    report_action,
    complaint_feedbacktype,
    complaint_subtype,
    delay_type,
    expiration_timestamp,
    reject_reason,
    failure_reason,
    template_name,
    ip_address,
    user_agent,
    link,
    link_tags,
    bot_verdict,
    contact_list,
    channel,
    is_unsubscribed_from_all,
    topics_left,
    topics_joined,
    unlisted_fields
from arrivals
where
    arrival = 1
    and event_id not in (
        select history.event_id
        from "ses_event_db"."event_history" as history
        where history.ingest_hour >= '${from_hour}' and history.ingest_hour < '${to_hour}'
    );
