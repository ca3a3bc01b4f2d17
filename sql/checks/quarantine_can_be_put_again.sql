-- Question: Is there a quarantined record whose original bytes cannot be restored?
select
    "$path" as file_path,
    errorcode,
    rawdata
from failed_records
where try(from_base64(rawdata)) is null;
