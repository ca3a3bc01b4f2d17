-- Question: Is there a stored line that is no event, cut off or written by another hand?
select
    "$path" as file_path,
    count(*) as line_count
from ses_events
where eventtype is null
group by "$path";
