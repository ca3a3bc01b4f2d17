-- Question: Is there a recipient with capitals, a display name or blanks around it?
select
    event_id,
    recipients
from ses_events
where any_match(recipients, recipient -> recipient <> lower(trim(recipient)) or regexp_like(recipient, '<.*>$'));
