-- Grain: one row per sign of who opened or clicked; of the rules that match an event, the one with the least priority
--   decides.
-- Question: By which rules does engagement_events distinguish machines from people?
-- Reads: nothing; the rules are in this file. If you change them, the next query judges all events anew.
--
-- A proxy is not always a machine. Gmail and Yahoo fetch images when somebody opens the mail. Apple Mail's privacy
-- protection fetches them when the mail arrives, read or not. The sources are SparkPost on Gmail's prefetching (2022),
-- Word to the Wise on Apple's protection (2021) and Gmail's proxy (2013), Microsoft 365's endpoint list (Exchange
-- Online, ids 9 and 10), and IANA's list of address blocks (17 is Apple's). We chose the seconds and the link count.
--
-- Since August 2026 SES says for an open or a click whether a machine is Likely behind it; it does not say how it
-- decides. Its Likely makes a machine if none of our rules has decided for a machine. Its Unlikely, or no verdict,
-- changes nothing. To decide without SES, delete the rule ses_likely.
--
-- Columns:
--   priority: of the rules that match, the one with the least priority decides
--   rule_name: several rows of one name are one rule
--   verdict: machine or human; machine also if a person cannot be told from a machine
--   eventtype: Open or Click; null for both
--   looks_at: the column of engagement_events that must match
--   fits: what matches - a like pattern for the user agent in lower case, a network that contains the address, the most
--     seconds, the fewest links, SES's verdict
--   reason: why
create or replace view engagement_rules as
select
    priority,
    rule_name,
    verdict,
    eventtype,
    looks_at,
    fits,
    reason
from (
    values
    (10, 'nameless', 'machine', null, 'user_agent', '', 'browsers and mail programs give a name'),
    (20, 'apple_privacy', 'machine', 'Open', 'user_agent', 'mozilla/5.0', 'Apple Mail loads images unread'),
    (21, 'apple_network', 'machine', 'Open', 'ip_address', '17.0.0.0/8', 'a machine of Apple'),
    (30, 'gmail_prefetch', 'machine', 'Open', 'user_agent', '%edge/12.246 mozilla/5.0', 'Gmail, before it is shown'),
    (31, 'gmail_sampling', 'machine', null, 'user_agent', '%gmail-content-sampling%', 'Gmail, looking for abuse'),
    (40, 'named_scanner', 'machine', null, 'user_agent', '%barracuda%', 'a gateway that looks for malice'),
    (40, 'named_scanner', 'machine', null, 'user_agent', '%ciscosecureemail%', 'a gateway that looks for malice'),
    (40, 'named_scanner', 'machine', null, 'user_agent', '%mimecast%', 'a gateway that looks for malice'),
    (40, 'named_scanner', 'machine', null, 'user_agent', '%proofpoint%', 'a gateway that looks for malice'),
    (41, 'office_look_ahead', 'machine', 'Click', 'user_agent', '%office existence discovery%', 'Office, on a click'),
    (50, 'robot', 'machine', null, 'user_agent', '%bot/%', 'names itself a robot'),
    (50, 'robot', 'machine', null, 'user_agent', '%bot-%', 'names itself a robot'),
    (50, 'robot', 'machine', null, 'user_agent', '%crawler%', 'names itself a robot'),
    (50, 'robot', 'machine', null, 'user_agent', '%spider%', 'names itself a robot'),
    (51, 'script', 'machine', null, 'user_agent', '%headlesschrome%', 'a browser without a screen'),
    (51, 'script', 'machine', null, 'user_agent', 'curl/%', 'a program, no browser'),
    (51, 'script', 'machine', null, 'user_agent', 'go-http-client/%', 'a program, no browser'),
    (51, 'script', 'machine', null, 'user_agent', 'python-%', 'a program, no browser'),
    (51, 'script', 'machine', null, 'user_agent', 'wget/%', 'a program, no browser'),
    (60, 'microsoft_gateway', 'machine', null, 'ip_address', '40.92.0.0/15', '*.protection.outlook.com'),
    (60, 'microsoft_gateway', 'machine', null, 'ip_address', '40.107.0.0/16', '*.protection.outlook.com'),
    (60, 'microsoft_gateway', 'machine', null, 'ip_address', '52.100.0.0/14', '*.protection.outlook.com'),
    (60, 'microsoft_gateway', 'machine', null, 'ip_address', '52.238.78.88/32', '*.protection.outlook.com'),
    (60, 'microsoft_gateway', 'machine', null, 'ip_address', '104.47.0.0/17', '*.protection.outlook.com'),
    (60, 'microsoft_gateway', 'machine', null, 'ip_address', '2a01:111:f400::/48', '*.protection.outlook.com'),
    (60, 'microsoft_gateway', 'machine', null, 'ip_address', '2a01:111:f403::/48', '*.protection.outlook.com'),
    (70, 'at_delivery', 'machine', 'Open', 'seconds_after_delivery', '2', 'nobody is that quick'),
    (70, 'at_delivery', 'machine', 'Click', 'seconds_after_delivery', '5', 'nobody is that quick'),
    (80, 'many_links_at_once', 'machine', null, 'links_at_once', '3', 'people follow one link, then read'),
    (85, 'ses_likely', 'machine', null, 'ses_verdict', 'Likely', 'SES takes it for a machine'),
    (90, 'gmail_proxy', 'human', 'Open', 'user_agent', '%googleimageproxy%', 'fetched when somebody opens it'),
    (91, 'yahoo_proxy', 'human', 'Open', 'user_agent', 'yahoomailproxy%', 'fetched when somebody opens it'),
    (99, 'nothing_against_it', 'human', null, 'user_agent', '%', 'no rule says otherwise')
) as rules (priority, rule_name, verdict, eventtype, looks_at, fits, reason);
