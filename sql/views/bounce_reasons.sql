-- Grain: one row per Bounce event and recipient that bounced; recipient is '' if the event names nobody.
-- Question: Why did mail bounce, for whom, and did SES judge it as the receiving server did?
-- Reads: the part of events that filters on event_timestamp and recipient leave; without a filter all of history.
--
-- "452 4.3.1 Insufficient system storage" is a fault of the receiving server, whose disk is full; it is not a full
-- mailbox. Its reason is other, unless SES's own subtype says more.
--
-- Columns:
--   event_timestamp: when the mail bounced (UTC); a filter on it limits what a query reads
--   recipient: bare address in lower case; a filter on it limits what a query reads
--   recipient_domain: domain of the recipient; join mailbox_providers.domain on it
--   reason: suppressed, auto_reply, full, size, policy, blocked, content, dns, unknown_mailbox, unreachable or other
--   bounce_type: SES's verdict - Permanent, Transient or Undetermined
--   bounce_subtype: SES's verdict in detail
--   bounce_status: enhanced status code in the receiving server's report, such as 5.1.1; null without a report
--   diagnostic_code: the receiving server's words; null without any
--   disagreement: such as "SES said Transient, the server said 550"; null if they agree or the server said nothing
--   subject: of the mail
--   tenant: value of the event's own tag ses:tenant-name; null without it
--   message_id: the id that SES returned to the sender
--   event_id: hash of the event; a bounce of several recipients has several rows, so use count(distinct event_id)
create or replace view bounce_reasons as
with bounces as (
    -- Copies of an event differ only in their arrival, so distinct leaves one.
    select distinct
        event_timestamp,
        recipient,
        bounce_type,
        bounce_subtype,
        status_code as bounce_status,
        diagnostic_code,
        subject,
        tenant,
        message_id,
        event_id
    from events
    where
        eventtype = 'Bounce'
        and is_concerned
),

answers as (
    select
        *,
        -- Addresses and links may contain any word, so they are removed.
        lower(regexp_replace(coalesce(diagnostic_code, ''), '\S+@\S+|https?://\S+')) as words,
        -- When SES gives up, it writes a 550 of its own and quotes the server in angle brackets.
        if(
            diagnostic_code like '%Message expired%',
            regexp_extract(diagnostic_code, '<([245][0-9][0-9])\b', 1),
            coalesce(
                regexp_extract(diagnostic_code, '^(?i)(?:smtp; *)?([245][0-9][0-9])\b', 1),
                bounce_status
            )
        ) as server_said
    from bounces
),

-- The first rule that matches decides, so narrow rules stand above wide rules: first the server's words, then the
-- status code (RFC 3463), then SES's subtype.
reasons as (
    select
        *,
        case
            when bounce_subtype like '%Suppress%' or bounce_subtype = 'UnsubscribedRecipient' then 'suppressed'
            when bounce_type = 'Transient' and bounce_subtype = 'General' and words = '' and bounce_status is null
                then 'auto_reply'
            -- "Insufficient system storage" means that the server's disk is full, not the mailbox.
            when regexp_like(words, 'quota|mailbox (is )?full|mailbox size limit|(?<!system )storage') then 'full'
            when regexp_like(words, 'too (large|big)|size limit|message size|larger than') then 'size'
            when regexp_like(words, 'spamhaus|spamcop|\brbl\b|dnsbl|(block|black|deny) ?list|block(ed)? (using|for)')
                then 'blocked'
            when regexp_like(words, 'dmarc|\bspf\b|dkim|authenticat|\bptr\b|reverse dns|\btls\b|spoof|greylist')
                then 'policy'
            when regexp_like(words, 'sender address|sender domain|invalid sender|relaying|relay access|a relay')
                then 'policy'
            when regexp_like(words, 'reputation|\bip\b|\brate\b|frequency|volume|too (many|quickly)|exceeded \w+ limit')
                then 'blocked'
            when regexp_like(words, 'spam|virus|malware|phish|unsolicited|suspicious|content|attachment') then 'content'
            when regexp_like(words, 'polic(y|ies)') then 'policy'
            when regexp_like(words, 'domain (name )?(not|does not|unknown|failure)|no.domain') then 'dns'
            when regexp_like(words, '\bdns\b|host (name )?(not found|unknown)|\bmx\b record|no mx') then 'dns'
            when regexp_like(words, 'unknown(?! error)|no such|not found|(not|n.t) exist|have an? \S+ account')
                then 'unknown_mailbox'
            when regexp_like(words, 'disabled|inactiv|invalid|no longer|undeliverable') then 'unknown_mailbox'
            when regexp_like(words, '(mailbox|recipient|user|account) unavailable|rejected ?: access')
                then 'unknown_mailbox'
            when regexp_like(words, 'unable to connect|lost connection|connection \w+|time(d )?out')
                then 'unreachable'
            when regexp_like(words, 'denied|not allowed|prohibit|blocked') then 'policy'
            when regexp_like(bounce_status, '\.1\.(2|10)$|\.4\.4$') then 'dns'
            when regexp_like(bounce_status, '\.1\.|5\.2\.1$') then 'unknown_mailbox'
            when regexp_like(bounce_status, '\.2\.2$') then 'full'
            when regexp_like(bounce_status, '\.2\.3$|\.3\.4$') then 'size'
            when regexp_like(bounce_status, '\.4\.[0-6]') then 'unreachable'
            when regexp_like(bounce_status, '\.6\.') then 'content'
            when regexp_like(bounce_status, '\.7\.') then 'policy'
            when bounce_subtype = 'NoEmail' then 'unknown_mailbox'
            when bounce_subtype = 'MailboxFull' then 'full'
            when bounce_subtype = 'MessageTooLarge' then 'size'
            when bounce_subtype in ('ContentRejected', 'AttachmentRejected') then 'content'
            when bounce_subtype = 'CustomTimeoutExceeded' or bounce_status like '_.4.7' or words like '%expired%'
                then 'unreachable'
            else 'other'
        end as reason
    from answers
),

final as (
    select
        event_timestamp,
        recipient,
        regexp_extract(recipient, '@([^@]*)$', 1) as recipient_domain,
        reason,
        bounce_type,
        bounce_subtype,
        bounce_status,
        diagnostic_code,
        if(
            (server_said like '5%' and bounce_type <> 'Permanent')
            or (server_said like '4%' and bounce_type <> 'Transient'),
            concat('SES said ', bounce_type, ', the server said ', server_said)
        ) as disagreement,
        subject,
        tenant,
        message_id,
        event_id
    from reasons
)

select * from final;
