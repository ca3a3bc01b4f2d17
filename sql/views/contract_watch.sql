-- Grain: one row per field that ses_events does not declare, and per value that known_values does not list.
-- Question: What has SES changed in its events without notice?
-- Reads: always 36 days of events by arrival.
--
-- The stack stores all of it; nothing has to be sent again. To read a new field, in old events too, declare it in
-- sql/tables/ses_events.sql; a row ("unlisted_fields", its path) in known_values then removes it from this list. A row
-- in known_values also removes a value. A field whose new type the table cannot read is not in this view: the function
-- refuses the record as wrong_type, its log names the path, and the record is in the quarantine.
--
-- Columns:
--   path: of the field, such as open.isNew; "path: type" if a declared field came with another JSON type
--   value: the value that no list has; null for a field, because this view does not look at the values of new fields
--   first_seen: when the first such event happened (UTC)
--   last_seen: when the latest such event happened (UTC)
--   event_count: events that have it
--   event_id: the latest of these events
create or replace view contract_watch as
with found as (
    select
        events.event_id,
        events.event_timestamp,
        places.path,
        places.value
    from events
    cross join
        unnest(concat(
            filter(
                array[
                    row('eventtype', eventtype),
                    row('bounce.bouncetype', bounce_type),
                    row('bounce.bouncesubtype', bounce_subtype),
                    row('complaint.complaintsubtype', complaint_subtype),
                    row('complaint.complaintfeedbacktype', complaint_feedbacktype),
                    row('deliverydelay.delaytype', delay_type),
                    row(if(eventtype = 'Open', 'open.isbotevent', 'click.isbotevent'), bot_verdict)
                ],
                place -> place[2] is not null
            ),
            transform(
                filter(
                    cast(json_parse(coalesce(tags, '[]')) as array(row (name varchar, value varchar))),
                    tag -> tag.name like 'ses:%'
                ),
                tag -> row('mail.tags', tag.name)
            ),
            -- Only the path of a new field counts, not its value.
            transform(
                cast(json_parse(coalesce(unlisted_fields, '[]')) as array(varchar)),
                field -> row(field, cast(null as varchar))
            )
        )) as places (path, value)
    where events.ingest_hour >= cast(current_date - interval '35' day as varchar)
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
