-- Question: Does event_history have each event of the hours from ${from_hour} to before ${to_hour}, per recipient?
-- Reads: those hours of ses_events, and the files of event_history that hold them.
--
-- If not, the query fails, by a cast that cannot succeed, so the caller need not read an answer. Rows of event_history
-- without an event are not an error, because rows may outlive the files that they came from.
with missing as (
    select
        event_id,
        recipient
    from "ses_event_db"."flat_events"
    where ingest_hour >= '${from_hour}' and ingest_hour < '${to_hour}'
    except
    select
        event_id,
        recipient
    from "ses_event_db"."event_history"
    where ingest_hour >= '${from_hour}' and ingest_hour < '${to_hour}'
),

counted as (
    select cast(count(*) as varchar) as lacking
    from missing
)

select if(lacking = '0', 0, cast(concat('event_history lacks ', lacking, ' rows') as bigint)) as missing_count
from counted;
