-- Grain: one row per event that arrived; an event that SES or Firehose delivered twice has two rows with one event_id.
-- Question: What has SES said about my mail, in its own words?
--
-- Names match in any case (SES's messageId is messageid here). Timestamps inside the structs are text in UTC, as SES
-- wrote them; the derived columns at the end have them as timestamps. A damaged line (a file cut off, an edit by hand)
-- reads as a row of nulls and does not fail a query: sql/checks finds such rows, and the views leave them out. The
-- partition projection computes the folder of an hour, so no partition is ever added.
create external table ses_events ( -- noqa: PRS
    eventtype string comment 'Send, Delivery, DeliveryDelay, Bounce, Complaint, Reject, Rendering Failure, Open, Click or Subscription',
    mail struct<
        `timestamp`: string comment 'When SES accepted the message, ISO 8601',
        messageid: string,
        source: string comment 'MAIL FROM address, at times with a display name',
        sourcearn: string comment 'Identity that sent; absent in Open and Click',
        sendingaccountid: string,
        sourceip: string comment 'Only in the older notificationType form; else the tag ses:source-ip',
        calleridentity: string comment 'Only in the older notificationType form; else the tag ses:caller-identity',
        destination: array<string> comment 'All recipients: To, Cc and Bcc',
        headerstruncated: boolean comment 'True where the headers exceed 10 KB',
        headers: array<struct<name: string, value: string>> comment 'Absent in Rendering Failure and DeliveryDelay',
        commonheaders: struct<
            `from`: array<string>,
            `to`: array<string>,
            cc: array<string>,
            bcc: array<string>,
            sender: string,
            replyto: array<string>,
            returnpath: string,
            messageid: string,
            `date`: string,
            subject: string comment 'Absent in the Send of a templated mail'
        >,
        tags: map<string, array<string>> comment 'Message tags, ses: ones and your own; the column tags has them as rows'
    > comment 'The message this event is about, as SES describes it',
    send map<string, string> comment 'Send: always empty',
    delivery struct<
        `timestamp`: string,
        processingtimemillis: bigint comment 'From acceptance by SES to delivery, in milliseconds',
        recipients: array<string> comment 'Those this delivery reached, perhaps not all of mail.destination',
        smtpresponse: string,
        reportingmta: string,
        remotemtaip: string
    > comment 'Delivery: the receiving server took the message',
    open struct<
        ipaddress: string,
        `timestamp`: string,
        useragent: string,
        isbotevent: string comment 'Likely or Unlikely: the work of a machine; absent before August 2026'
    > comment 'Open: somebody (or a proxy) loaded the tracking image',
    click struct<
        ipaddress: string,
        `timestamp`: string,
        useragent: string,
        link: string,
        linktags: map<string, array<string>>,
        isbotevent: string comment 'Likely or Unlikely: the work of a machine; absent before August 2026'
    > comment 'Click: somebody (or a scanner) followed a tracked link',
    bounce struct<
        bouncetype: string comment 'Permanent, Transient or Undetermined',
        bouncesubtype: string comment 'General, NoEmail, MailboxFull, ...; the view known_values has all',
        bouncedrecipients: array<struct<
            emailaddress: string, action: string, status: string, diagnosticcode: string
        >> comment 'action, status and diagnosticcode only where the receiver sent a report',
        `timestamp`: string,
        feedbackid: string,
        reportingmta: string,
        remotemtaip: string comment 'Only where a server refused the mail'
    > comment 'Bounce: a hard bounce, or a soft one that SES retries no more',
    complaint struct<
        complainedrecipients: array<struct<emailaddress: string>> comment 'Those who may have complained: receivers hide who did',
        `timestamp`: string,
        feedbackid: string,
        complaintsubtype: string comment 'Null, or OnAccountSuppressionList; perhaps OnTenantSuppressionList',
        useragent: string,
        complaintfeedbacktype: string comment 'abuse, auth-failure, fraud, not-spam, other or virus',
        arrivaldate: string
    > comment 'Complaint: a recipient marked the message as spam',
    reject struct<
        reason: string
    > comment 'Reject: SES refused the message, it held a virus',
    failure struct<
        errormessage: string,
        templatename: string
    > comment 'Rendering Failure: the template could not be filled in, nothing was sent',
    deliverydelay struct<
        `timestamp`: string,
        delaytype: string comment 'MailboxFull, SpamDetected, SendingDeferral, ...; the view known_values has all',
        expirationtime: string comment 'When SES gives up',
        delayedrecipients: array<struct<emailaddress: string, status: string, diagnosticcode: string>>,
        reportingmta: string
    > comment 'DeliveryDelay: not delivered yet, SES still tries',
    subscription struct<
        contactlist: string,
        `timestamp`: string,
        source: string comment 'How the change came in, such as UnsubscribeHeader',
        newtopicpreferences: struct<
            unsubscribeall: boolean,
            topicsubscriptionstatus: array<struct<topicname: string, subscriptionstatus: string>>,
            topicdefaultsubscriptionstatus: array<struct<topicname: string, subscriptionstatus: string>>
        >,
        oldtopicpreferences: struct<
            unsubscribeall: boolean,
            topicsubscriptionstatus: array<struct<topicname: string, subscriptionstatus: string>>,
            topicdefaultsubscriptionstatus: array<struct<topicname: string, subscriptionstatus: string>>
        >
    > comment 'Subscription: a recipient changed the preferences of a contact list',
    event_id string comment 'Hash of the event as SES wrote it: the same event again has the same id',
    event_timestamp timestamp comment 'When it happened (UTC); for Send, Reject and Rendering Failure when SES accepted the message',
    message_id string comment 'mail.messageid: the id that SES returned to the sender',
    sent_timestamp timestamp comment 'mail.timestamp: when SES accepted the message (UTC)',
    recipients array<string> comment 'Those this event speaks of, lower-cased bare addresses; all of mail.destination where it names nobody',
    destination array<string> comment 'All recipients, To, Cc and Bcc, as lower-cased bare addresses',
    tags array<struct<name: string, value: string>> comment 'mail.tags as rows, one a value, names in their own case',
    ingest_timestamp timestamp comment 'When the event arrived here (UTC)',
    unlisted_fields array<string> comment 'Fields of the event that this table did not declare when it arrived, and fields of a new type; null where all was as expected'
)
comment 'One row per event that arrived: what has SES said about my mail, in its own words?'
partitioned by (
    ingest_hour string comment 'Hour of arrival (UTC), yyyy-mm-dd-hh; a filter on it bounds what a query reads'
)
row format serde 'org.openx.data.jsonserde.JsonSerDe'
with serdeproperties ('ignore.malformed.json' = 'true')
stored as inputformat 'org.apache.hadoop.mapred.TextInputFormat'
outputformat 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
location 's3://${bucket}/events/'
tblproperties (
    'classification' = 'json',
    'compressionType' = 'gzip',
    'projection.enabled' = 'true',
    'projection.ingest_hour.type' = 'date',
    'projection.ingest_hour.format' = 'yyyy-MM-dd-HH',
    'projection.ingest_hour.interval' = '1',
    'projection.ingest_hour.interval.unit' = 'HOURS',
    'projection.ingest_hour.range' = '${first_day}-00,NOW+1HOURS'
);
