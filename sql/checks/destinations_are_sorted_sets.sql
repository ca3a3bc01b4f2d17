-- Question: Is there a destination of email_status with doubled or unsorted addresses, capitals or display names?
select
    message_id,
    destination
from email_status
where
    destination is null
    or destination <> array_sort(array_distinct(transform(destination, address -> lower(trim(address)))))
    or any_match(destination, address -> regexp_like(address, '<.*>$'));
