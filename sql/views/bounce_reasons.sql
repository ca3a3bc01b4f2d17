-- Grain: one row per bounce event and recipient that it speaks of; recipient is '' where it names nobody.
-- Question: Why did mail to whom bounce, and did SES judge it as the receiving server did?
-- Reads: events, of which filters on event_timestamp and recipient leave a part; without one all of history.
--
-- Columns:
--   event_timestamp: when it bounced (UTC); a filter on it bounds what a query reads
--   recipient: lower-cased bare address; a filter on it bounds what a query reads
--   recipient_domain: of the recipient; join the domain of mailbox_providers on it
--   reason: suppressed, auto_reply, full, size, policy, blocked, content, dns, unknown_mailbox, unreachable or other
--   bounce_type: what SES made of it - Permanent, Transient or Undetermined
--   bounce_subtype: the same, closer
--   bounce_status: enhanced status code of the report, such as 5.1.1; null where there was none
--   diagnostic_code: the words of the receiving server, null where there were none
--   disagreement: as in "SES said Transient, the server said 550"; null where they agree or nobody knows
--   subject: of the mail
--   tenant: whose mail it was, by the tag ses:tenant-name; null without one
--   message_id: the id that SES returned to the sender
--   event_id: hash of the event; a bounce of several recipients has several rows: count(distinct event_id)
create or replace view bounce_reasons as
with bounces as (
    -- An event that arrived twice differs in nothing but its arrival, so this leaves one of it.
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
        -- Addresses and links may hold any word.
        lower(regexp_replace(coalesce(diagnostic_code, ''), '\S+@\S+|https?://\S+')) as words,
        -- When SES gives up it writes a 550 of its own, and quotes the server in angle brackets.
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

-- The rules. The first that fits decides, so the narrow ones stand above the wide ones: what the words say, then what
-- the status says (RFC 3463), then what SES says.
reasons as (
    select
        *,
        case
            when bounce_subtype like '%Suppress%' or bounce_subtype = 'UnsubscribedRecipient' then 'suppressed'
            when bounce_type = 'Transient' and bounce_subtype = 'General' and words = '' and bounce_status is null
                then 'auto_reply'
            -- "Insufficient system storage" says that the disk of the server is full, not the mailbox.
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
