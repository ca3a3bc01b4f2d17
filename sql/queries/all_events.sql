-- Question: What has SES said, event by event, in its own words? (This reads everything. To read less, add
-- where ingest_hour >= '2026-01-31'.)
select * from "ses_event_db"."ses_events";
