-- Question: How many bytes does each month of event_history take?
-- Reads: the table's metadata.
select
    "partition".ingest_hour_trunc as ingest_month,
    sum(total_size) as byte_count,
    sum(file_count) as file_count
from "ses_event_db"."event_history$partitions"
group by "partition".ingest_hour_trunc
order by ingest_month;
