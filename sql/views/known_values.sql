-- Grain: one row per value that SES is known to write in a column.
-- Question: Which values does SES write here, and how do we know?
-- Reads: nothing; the rows are in this file.
--
-- The list has only fields with a closed set of values, and only the names of tags that SES sets itself. It leaves out
-- the source of a Subscription: the SES guide lists no values, and its sample contradicts its text.
--
-- Columns:
--   path: column and field of ses_events, in lower case; for mail.tags the value is the name of a tag; for
--     unlisted_fields it is a field that the table now declares, and that older lines still list
--   value: as SES writes it; upper and lower case matter
--   source: the SES guide, or another source
create or replace view known_values as
select
    path,
    value,
    source
from (
    values
    ('eventtype', 'Send', 'SES guide'),
    ('eventtype', 'Delivery', 'SES guide'),
    ('eventtype', 'DeliveryDelay', 'SES guide'),
    ('eventtype', 'Bounce', 'SES guide'),
    ('eventtype', 'Complaint', 'SES guide'),
    ('eventtype', 'Reject', 'SES guide'),
    ('eventtype', 'Rendering Failure', 'SES guide'),
    ('eventtype', 'Open', 'SES guide'),
    ('eventtype', 'Click', 'SES guide'),
    ('eventtype', 'Subscription', 'SES guide'),
    ('bounce.bouncetype', 'Undetermined', 'SES guide'),
    ('bounce.bouncetype', 'Permanent', 'SES guide'),
    ('bounce.bouncetype', 'Transient', 'SES guide'),
    ('bounce.bouncesubtype', 'Undetermined', 'SES guide'),
    ('bounce.bouncesubtype', 'General', 'SES guide'),
    ('bounce.bouncesubtype', 'NoEmail', 'SES guide'),
    ('bounce.bouncesubtype', 'Suppressed', 'SES guide'),
    ('bounce.bouncesubtype', 'OnAccountSuppressionList', 'SES guide'),
    ('bounce.bouncesubtype', 'OnTenantSuppressionList', 'SES guide, since June 2026'),
    ('bounce.bouncesubtype', 'EmailValidationSuppressed', 'readers of the SES guide, since January 2026'),
    ('bounce.bouncesubtype', 'UnsubscribedRecipient', 'third parties, 2026; AWS gives no text'),
    ('bounce.bouncesubtype', 'MailboxFull', 'SES guide'),
    ('bounce.bouncesubtype', 'MessageTooLarge', 'SES guide'),
    ('bounce.bouncesubtype', 'CustomTimeoutExceeded', 'SES guide'),
    ('bounce.bouncesubtype', 'ContentRejected', 'SES guide'),
    ('bounce.bouncesubtype', 'AttachmentRejected', 'SES guide'),
    ('complaint.complaintsubtype', 'OnAccountSuppressionList', 'SES guide'),
    ('complaint.complaintsubtype', 'OnTenantSuppressionList', 'expected by readers, 2026; AWS gives no text'),
    ('complaint.complaintfeedbacktype', 'abuse', 'SES guide'),
    ('complaint.complaintfeedbacktype', 'auth-failure', 'SES guide'),
    ('complaint.complaintfeedbacktype', 'fraud', 'SES guide'),
    ('complaint.complaintfeedbacktype', 'not-spam', 'SES guide'),
    ('complaint.complaintfeedbacktype', 'other', 'SES guide'),
    ('complaint.complaintfeedbacktype', 'virus', 'SES guide'),
    ('deliverydelay.delaytype', 'InternalFailure', 'SES guide'),
    ('deliverydelay.delaytype', 'General', 'SES guide'),
    ('deliverydelay.delaytype', 'MailboxFull', 'SES guide'),
    ('deliverydelay.delaytype', 'SpamDetected', 'SES guide'),
    ('deliverydelay.delaytype', 'RecipientServerError', 'SES guide'),
    ('deliverydelay.delaytype', 'IPFailure', 'SES guide'),
    ('deliverydelay.delaytype', 'TransientCommunicationFailure', 'SES guide'),
    ('deliverydelay.delaytype', 'BYOIPHostNameLookupUnavailable', 'SES guide'),
    ('deliverydelay.delaytype', 'Undetermined', 'SES guide'),
    ('deliverydelay.delaytype', 'SendingDeferral', 'SES guide'),
    ('open.isbotevent', 'Likely', 'AWS news, since August 2026'),
    ('open.isbotevent', 'Unlikely', 'AWS news, since August 2026'),
    ('click.isbotevent', 'Likely', 'AWS news, since August 2026'),
    ('click.isbotevent', 'Unlikely', 'AWS news, since August 2026'),
    ('mail.tags', 'ses:caller-identity', 'SES guide'),
    ('mail.tags', 'ses:configuration-set', 'SES guide'),
    ('mail.tags', 'ses:from-domain', 'SES guide'),
    ('mail.tags', 'ses:source-ip', 'SES guide'),
    ('mail.tags', 'ses:source-tls-version', 'SES guide'),
    ('mail.tags', 'ses:outgoing-ip', 'SES guide'),
    ('mail.tags', 'ses:outgoing-tls-version', 'SES guide'),
    ('mail.tags', 'ses:tenant-name', 'SES guide, since June 2026'),
    ('mail.tags', 'ses:feedback-id-a', 'SES guide; the sender sets it'),
    ('mail.tags', 'ses:feedback-id-b', 'SES guide; the sender sets it'),
    ('mail.tags', 'ses:operation', 'captured events')
) as listed (path, value, source);
