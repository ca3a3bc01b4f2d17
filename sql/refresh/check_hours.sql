-- Question: Has event_history each event of the hours from ${from_hour} to before ${to_hour}, for each recipient?
-- Reads: those hours of ses_events, and of event_history the files that hold them.
--
-- Fails if not, by a cast that cannot succeed: so whoever runs it need not read what it answers. The other way round
-- nothing is asked: rows may outlive the files that they came from.
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
