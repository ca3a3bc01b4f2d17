-- Question: Which closed days from ${from_day} to ${to_day} does the ledger lack?
-- Reads: the column ingest_date of recipient_ledger in that window; no event.
--
-- A day is closed when nothing can be delivered into it any more: Firehose tries for 24 hours. A day without any mail
-- is never in the ledger, so it is named each time; to insert it reads nothing.
with closed_days as (
    select calendar.ingest_date
    from unnest(sequence(date '${from_day}', date '${to_day}', interval '1' day)) as calendar (ingest_date)
    where calendar.ingest_date <= current_date - interval '2' day
)

select cast(ingest_date as varchar) as ingest_date
from closed_days
where
    ingest_date not in (
        select ledger.ingest_date
        from "ses_event_db"."recipient_ledger" as ledger
        where ledger.ingest_date between date '${from_day}' and date '${to_day}'
    )
order by ingest_date;
