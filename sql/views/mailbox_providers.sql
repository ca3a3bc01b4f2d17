-- Grain: one row per domain of a mailbox provider that serves the public.
-- Question: Who runs the mailboxes of this domain, and would SES hear of a complaint there?
-- Reads: nothing; the rows are in this file. It lists only some domains: add those that matter to you.
--
-- These are the sources for has_feedback_loop. "Gmail doesn't provide complaint data to SES" (SES guide, on the
-- account-level suppression list; AWS's blog on Postmaster Tools agrees). iCloud Mail offers no feedback loop (Apple,
-- support.apple.com/102322). Microsoft (JMRP) and Yahoo (CFL) have one, and senders have seen complaints from
-- outlook.com, hotmail.com, yahoo.com and sbcglobal.net in SES. For the other providers it is unknown, so null.
-- Yahoo runs the mail of AOL, AT&T and Verizon. Domains of companies whose mail Google or Microsoft runs are not here.
--
-- Columns:
--   domain: the part after the @, in lower case
--   provider: who runs the mailboxes
--   has_feedback_loop: true if the provider reports complaints to SES, false if it does not, null if that is unknown
create or replace view mailbox_providers as
select
    domain,
    provider,
    has_feedback_loop
from (
    values
    ('gmail.com', 'Google', false),
    ('googlemail.com', 'Google', false),
    ('icloud.com', 'Apple', false),
    ('me.com', 'Apple', false),
    ('mac.com', 'Apple', false),
    ('outlook.com', 'Microsoft', true),
    ('outlook.de', 'Microsoft', true),
    ('outlook.es', 'Microsoft', true),
    ('outlook.fr', 'Microsoft', true),
    ('outlook.it', 'Microsoft', true),
    ('hotmail.com', 'Microsoft', true),
    ('hotmail.co.uk', 'Microsoft', true),
    ('hotmail.de', 'Microsoft', true),
    ('hotmail.es', 'Microsoft', true),
    ('hotmail.fr', 'Microsoft', true),
    ('hotmail.it', 'Microsoft', true),
    ('live.com', 'Microsoft', true),
    ('live.co.uk', 'Microsoft', true),
    ('live.de', 'Microsoft', true),
    ('live.fr', 'Microsoft', true),
    ('live.it', 'Microsoft', true),
    ('live.nl', 'Microsoft', true),
    ('msn.com', 'Microsoft', true),
    ('yahoo.com', 'Yahoo', true),
    ('yahoo.ca', 'Yahoo', true),
    ('yahoo.co.in', 'Yahoo', true),
    ('yahoo.co.uk', 'Yahoo', true),
    ('yahoo.com.ar', 'Yahoo', true),
    ('yahoo.com.au', 'Yahoo', true),
    ('yahoo.com.br', 'Yahoo', true),
    ('yahoo.com.mx', 'Yahoo', true),
    ('yahoo.de', 'Yahoo', true),
    ('yahoo.es', 'Yahoo', true),
    ('yahoo.fr', 'Yahoo', true),
    ('yahoo.in', 'Yahoo', true),
    ('yahoo.it', 'Yahoo', true),
    ('ymail.com', 'Yahoo', true),
    ('rocketmail.com', 'Yahoo', true),
    ('aol.com', 'Yahoo', true),
    ('aim.com', 'Yahoo', true),
    ('verizon.net', 'Yahoo', true),
    ('att.net', 'Yahoo', true),
    ('bellsouth.net', 'Yahoo', true),
    ('sbcglobal.net', 'Yahoo', true),
    ('gmx.net', 'United Internet', null),
    ('gmx.de', 'United Internet', null),
    ('gmx.at', 'United Internet', null),
    ('gmx.ch', 'United Internet', null),
    ('gmx.com', 'United Internet', null),
    ('web.de', 'United Internet', null),
    ('mail.com', 'United Internet', null),
    ('proton.me', 'Proton', null),
    ('protonmail.com', 'Proton', null),
    ('fastmail.com', 'Fastmail', null),
    ('comcast.net', 'Comcast', null),
    ('t-online.de', 'Deutsche Telekom', null),
    ('orange.fr', 'Orange', null),
    ('wanadoo.fr', 'Orange', null),
    ('laposte.net', 'La Poste', null),
    ('free.fr', 'Free', null),
    ('libero.it', 'Italiaonline', null),
    ('mail.ru', 'VK', null),
    ('yandex.ru', 'Yandex', null),
    ('naver.com', 'Naver', null),
    ('qq.com', 'Tencent', null),
    ('163.com', 'NetEase', null),
    -- The mailbox simulator makes complaints on request; SES counts none of them.
    ('simulator.amazonses.com', 'SES mailbox simulator', true)
) as providers (domain, provider, has_feedback_loop);
