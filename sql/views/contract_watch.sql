-- Grain: one row per field that ses_events does not declare, and per value that known_values does not list.
-- Question: What has SES changed in its events without saying so?
-- Reads: 36 days of ses_events by day of arrival, always.
--
-- All of it is stored; nothing has to be sent again. A field becomes readable, in old events too, once it is declared
-- in sql/tables/ses_events.sql; ("unlisted_fields", its path) in known_values then takes it off this list. A value
-- leaves the list with a row in known_values. A field whose new type the table cannot read is not here: the function
-- refuses the record as wrong_type, its log names the path, and the record waits in the quarantine.
--
-- Columns:
--   path: of the field, as in open.isNew; "path: type" where a declared field came with another JSON type
--   value: that no list knows; null for a field, whose values nobody has looked at
--   first_seen: when the first such event happened (UTC)
--   last_seen: when the latest such event happened (UTC)
--   event_count: events that have it
--   event_id: the latest of them
create or replace view contract_watch as
with found as (
    select
        ses_events.event_id,
        ses_events.event_timestamp,
        places.path,
        places.value
    from ses_events
    cross join
        unnest(concat(
            filter(
                array[
                    row('eventtype', eventtype),
                    row('bounce.bouncetype', bounce.bouncetype),
                    row('bounce.bouncesubtype', bounce.bouncesubtype),
                    row('complaint.complaintsubtype', complaint.complaintsubtype),
                    row('complaint.complaintfeedbacktype', complaint.complaintfeedbacktype),
                    row('deliverydelay.delaytype', deliverydelay.delaytype),
                    row('open.isbotevent', open.isbotevent),
                    row('click.isbotevent', click.isbotevent)
                ],
                place -> place[2] is not null
            ),
            transform(filter(tags, tag -> tag.name like 'ses:%'), tag -> row('mail.tags', tag.name)),
            -- Nobody looks at the value of a field.
            transform(coalesce(unlisted_fields, array[]), field -> row(field, cast(null as varchar)))
        )) as places (path, value)
    where ses_events.ingest_date >= cast(current_date - interval '35' day as varchar)
),

final as (
    select
        found.path,
        found.value,
        min(found.event_timestamp) as first_seen,
        max(found.event_timestamp) as last_seen,
        count(distinct found.event_id) as event_count,
        max_by(found.event_id, found.event_timestamp) as event_id
    from found
    left join known_values
        on
            if(found.value is null, 'unlisted_fields', found.path) = known_values.path
            and coalesce(found.value, lower(found.path)) = known_values.value
    where known_values.path is null
    group by found.path, found.value
)

select * from final;
