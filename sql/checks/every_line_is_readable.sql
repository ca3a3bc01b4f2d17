-- Question: Is there a stored line that is not an event, is cut off, or was not written by the transform?
select
    "$path" as file_path,
    count(*) as line_count
from ses_events
where eventtype is null
group by "$path";
