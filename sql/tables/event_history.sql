-- Grain: one row per event and recipient; an event that came again more than a day later has its rows twice.
-- Question: What has SES said about each mail and each recipient, from the first day to the last hours?
--
-- This is ses_events without headers, flat and merged into few files, so that queries over years are cheap. Any engine
-- that reads Iceberg can read it. The refresh inserts missing events (sql/refresh). The view flat_events explains the
-- columns. Query the view events, which has the last hours too.
--
-- Data files know a column by its position in this list: add a new column at the end, and never move or remove one.
create table event_history (
    event_id string comment 'Hash of the event: the same event again has the same id, so count(distinct event_id)',
    eventtype string comment 'What happened: Send, Delivery, DeliveryDelay, Bounce, ...; as in ses_events',
    event_timestamp timestamp comment 'When it happened (UTC); a filter on it bounds what is read',
    message_id string comment 'The id that SES returned to the sender; a filter on it bounds what is read',
    sent_timestamp timestamp comment 'When SES accepted the message (UTC)',
    recipient string comment 'Bare address in lower case, or empty; a filter on it bounds what is read',
    is_destination boolean comment 'Whether mail.destination names the recipient: To, Cc or Bcc',
    is_concerned boolean comment 'Whether the event speaks of this recipient, and not of others alone',
    concerned_count int comment 'How many recipients the event speaks of; of several nobody knows who opened',
    address_count int comment 'How many addresses the event names in all',
    ingest_timestamp timestamp comment 'When the event arrived (UTC)',
    ingest_hour string comment 'Hour of arrival (UTC), yyyy-mm-dd-hh; a filter on it bounds what is read',
    subject string comment 'Of the mail; null in the Send of a templated mail, in delays and in Rendering Failures',
    source string comment 'MAIL FROM address as SES has it, at times with a display name',
    sending_identity string comment 'Verified domain or address that sent; null in opens and clicks',
    configuration_set string comment 'That the mail was sent with',
    tenant string comment 'Whose mail it was, by the tag ses:tenant-name',
    tags string comment 'Message tags as a JSON array of [name, value], sorted',
    smtp_response string comment 'Delivery: what the receiving server said',
    processing_time_millis bigint comment 'Delivery: from acceptance by SES to delivery, in milliseconds',
    remote_mta_ip string comment 'Delivery, Bounce: address of the receiving server',
    bounce_type string comment 'Bounce: Permanent, Transient or Undetermined',
    bounce_subtype string comment 'Bounce: General, NoEmail, MailboxFull, ...',
    status_code string comment 'Bounce, DeliveryDelay: enhanced status code reported, such as 5.1.1',
    diagnostic_code string comment 'Bounce, DeliveryDelay: words of the receiving server',
    report_action string comment 'Bounce: action of the report on this recipient, such as failed',
    complaint_feedbacktype string comment 'Complaint: abuse, auth-failure, fraud, not-spam, other or virus',
    complaint_subtype string comment 'Complaint: null, or the suppression list that held the mail back',
    delay_type string comment 'DeliveryDelay: MailboxFull, SpamDetected, ...',
    expiration_timestamp timestamp comment 'DeliveryDelay: when SES gives up (UTC)',
    reject_reason string comment 'Reject: why SES refused the mail',
    failure_reason string comment 'Rendering Failure: why the template could not be filled in',
    template_name string comment 'Rendering Failure: the template',
    ip_address string comment 'Open, Click: where it came from',
    user_agent string comment 'Open, Click: what the program calls itself',
    link string comment 'Click: the link as it stood in the mail',
    link_tags string comment 'Click: tags of the link, such as placement=button, sorted',
    bot_verdict string comment 'Open, Click: Likely or Unlikely the work of a machine, by SES; null before August 2026',
    contact_list string comment 'Subscription: name of the list',
    channel string comment 'Subscription: how the change came in, such as UnsubscribeHeader',
    is_unsubscribed_from_all boolean comment 'Subscription: whether the contact wants nothing of the list any more',
    topics_left string comment 'Subscription: topics opted out of now and not before, as a JSON array, sorted',
    topics_joined string comment 'Subscription: topics opted in to now and not before, as a JSON array, sorted',
    unlisted_fields string comment 'Fields that ses_events did not declare when the event arrived, as a JSON array'
)
partitioned by (truncate(7, ingest_hour), bucket(32, recipient))
location 's3://${bucket}/history/'
tblproperties (
    'table_type' = 'iceberg',
    'format' = 'parquet',
    'write_compression' = 'zstd',
    'optimize_rewrite_data_file_threshold' = '2',
    'vacuum_max_snapshot_age_seconds' = '86400'
);
