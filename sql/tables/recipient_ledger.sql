-- Grain: one row per message_id, recipient and day of arrival; a day inserted again adds rows that say the same.
-- Question: What had become known of each mail, for each recipient, day by day?
-- Order: recipient, message_id
--
-- Every column beside the three keys is a minimum, a maximum or an "or" over the events of that day: the fold over
-- all days, done with the same functions, is the fold over all events, however often and in whatever order days are
-- inserted. What belongs together is packed into one text that begins with its time (yyyy-mm-dd hh:mm:ss.sss), so
-- that its maximum is the latest, and of two at the same time the greater text. The recipient is '' where an event
-- names nobody at all. The view recipient_days says the same of days that are not in here yet.
create table recipient_ledger (
    message_id string comment 'The id that SES returned to the sender',
    recipient string comment 'Lower-cased bare address; empty where events name nobody',
    ingest_date date comment 'Day of arrival (UTC); a filter on it bounds what a query reads',
    is_destination boolean comment 'Whether mail.destination names it: To, Cc or Bcc',
    recipients_max int comment 'The most addresses that one of these events names; 1: nobody else got this mail',
    time_sent timestamp comment 'When SES accepted it (UTC); null where only a Reject or a Rendering Failure is known',
    source string comment 'MAIL FROM address as SES has it; the greatest text',
    latest_subject string comment 'time|subject of the latest event that has one',
    latest_tags string comment 'time|tags of the latest event that has some, as a JSON array of [name, value], sorted',
    first_delivered timestamp comment 'First Delivery to the recipient',
    last_delivered timestamp comment 'Latest Delivery',
    latest_delivery string comment 'time|smtp response of the latest Delivery',
    first_delayed timestamp comment 'First DeliveryDelay for the recipient',
    last_delayed timestamp comment 'Latest DeliveryDelay',
    latest_delay string comment 'time|type|status|diagnostic code of the latest DeliveryDelay',
    first_bounced timestamp comment 'First Bounce of the recipient',
    last_bounced timestamp comment 'Latest Bounce',
    latest_bounce string comment 'time|type|subtype|status|diagnostic code of the latest Bounce',
    first_complained timestamp comment 'First Complaint of the recipient',
    last_complained timestamp comment 'Latest Complaint',
    latest_complaint string comment 'time|feedback type of the latest Complaint',
    first_opened timestamp comment 'First Open that names this recipient alone',
    last_opened timestamp comment 'Latest Open that names this recipient alone',
    first_opened_by_any timestamp comment 'First Open by this recipient or another one of the same mail',
    last_opened_by_any timestamp comment 'Latest Open by this recipient or another one of the same mail',
    first_clicked timestamp comment 'First Click that names this recipient alone',
    last_clicked timestamp comment 'Latest Click that names this recipient alone',
    first_clicked_by_any timestamp comment 'First Click by this recipient or another one of the same mail',
    last_clicked_by_any timestamp comment 'Latest Click by this recipient or another one of the same mail',
    latest_reject string comment 'time|reason of the latest Reject',
    latest_failure string comment 'time|error message of the latest Rendering Failure'
)
partitioned by (month(ingest_date), bucket(32, recipient))
location 's3://${bucket}/ledger/'
tblproperties (
    'table_type' = 'iceberg',
    'format' = 'parquet',
    'write_compression' = 'zstd'
);
