-- Grain: one row per event_id, recipient, dimension and value (an Open or a Click has one row with one recipient or
--   null).
-- Question: Which addresses and mails are behind a number of daily_rates or reputation?
-- Reads: always 36 days of events by arrival. It shows every event that arrived in these days, even if it happened
--   before them and came late or again.
--
-- The outcome suppressed is for recipients that SES never tried: they are on the suppression list of the account or
-- the tenant, failed SES's validation or had unsubscribed. This "does not count toward your bounce rate metric" (SES
-- guide). A bounce because of SES's own list (Suppressed) does count, so it is hard. An Undetermined bounce is soft,
-- because SES counts Permanent bounces. A report of not-spam is the opposite of a complaint. If a mail has several
-- recipients, nobody knows which of them opened or clicked. Such a row has no recipient, and a domain only if the
-- recipients share it.
--
-- The tenant is the value of the event's own tag ses:tenant-name. SES documents the tag on Bounce and Complaint, and
-- does not mention Send. If Sends lack it, a tenant has no sent rows, and so no rates.
--
-- Columns:
--   event_id: hash of the event as SES wrote it
--   message_id: the id that SES returned to the sender
--   event_timestamp: when it happened (UTC)
--   outcome: sent, delivered, hard_bounce, soft_bounce, suppressed, complaint, not_spam, open or click
--   recipient: bare address in lower case; null for an Open or a Click of a mail to several people
--   recipient_domain: the part after the @; (several) if an Open or a Click may come from more than one, (unknown)
--     without a recipient
--   provider: of mailbox_providers; other if the domain is not in that list
--   has_feedback_loop: of mailbox_providers
--   dimension: all, configuration_set, identity, tenant, tag, domain or provider
--   value: all; a name; name=value for a tag of your own (tags named ses:... are left out)
create or replace view outcomes as
with found as (
    select
        event_id,
        message_id,
        event_timestamp,
        recipient,
        is_concerned,
        concerned_count,
        configuration_set,
        tags,
        case
            when eventtype = 'Send' then 'sent'
            when eventtype = 'Delivery' then 'delivered'
            when eventtype = 'Open' then 'open'
            when eventtype = 'Click' then 'click'
            when complaint_subtype in ('OnAccountSuppressionList', 'OnTenantSuppressionList') then 'suppressed'
            when complaint_feedbacktype = 'not-spam' then 'not_spam'
            when eventtype = 'Complaint' then 'complaint'
            when
                bounce_subtype in (
                    'OnAccountSuppressionList',
                    'OnTenantSuppressionList',
                    'EmailValidationSuppressed',
                    'UnsubscribedRecipient'
                )
                then 'suppressed'
            when bounce_type = 'Permanent' then 'hard_bounce'
            else 'soft_bounce'
        end as outcome,
        -- Opens, clicks and some templated Sends do not name the identity; another event of the mail does.
        coalesce(
            max(sending_identity) over (partition by message_id), lower(regexp_extract(source, '@([^@<> ]+)[> ]*$', 1))
        ) as sending_identity
    from events
    where
        ingest_hour >= cast(current_date - interval '35' day as varchar)
        and eventtype in ('Send', 'Delivery', 'Bounce', 'Complaint', 'Open', 'Click')
),

credited as (
    select
        *,
        nullif(if(outcome not in ('open', 'click') or concerned_count = 1, recipient), '') as party,
        coalesce(regexp_extract(recipient, '@([^@]+)$', 1), '(unknown)') as recipient_domain
    from found
    where is_concerned
),

-- Copies of an event become one row.
parties as (
    select
        event_id,
        message_id,
        event_timestamp,
        outcome,
        configuration_set,
        sending_identity,
        party as recipient,
        if(min(recipient_domain) = max(recipient_domain), min(recipient_domain), '(several)') as recipient_domain,
        cast(json_parse(coalesce(tags, '[]')) as array(row (name varchar, value varchar))) as tags
    from credited
    group by event_id, message_id, event_timestamp, outcome, configuration_set, sending_identity, party, tags
),

providers as (
    select
        parties.event_id,
        parties.message_id,
        parties.event_timestamp,
        parties.outcome,
        parties.tags,
        parties.configuration_set,
        parties.sending_identity,
        parties.recipient,
        parties.recipient_domain,
        mailbox_providers.has_feedback_loop,
        coalesce(
            mailbox_providers.provider,
            if(parties.recipient_domain in ('(several)', '(unknown)'), parties.recipient_domain, 'other')
        ) as provider
    from parties
    left join mailbox_providers on parties.recipient_domain = mailbox_providers.domain
),

final as (
    select
        providers.event_id,
        providers.message_id,
        providers.event_timestamp,
        providers.outcome,
        providers.recipient,
        providers.recipient_domain,
        providers.provider,
        providers.has_feedback_loop,
        dimensions.dimension,
        dimensions.value
    from providers
    cross join unnest(array_distinct(concat(
        array[
            row('all', 'all'),
            row('configuration_set', coalesce(providers.configuration_set, '(unknown)')),
            row('identity', coalesce(providers.sending_identity, '(unknown)')),
            row('domain', providers.recipient_domain),
            row('provider', providers.provider)
        ],
        transform(
            filter(providers.tags, tag -> tag.name = 'ses:tenant-name'),
            tag -> row('tenant', tag.value)
        ),
        transform(
            filter(providers.tags, tag -> tag.name not like 'ses:%'),
            tag -> row('tag', concat(tag.name, '=', tag.value))
        )
    ))) as dimensions (dimension, value)
)

select * from final;
