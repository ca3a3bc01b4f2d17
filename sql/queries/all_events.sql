-- Question: What has SES said, event by event, in its own words? (Reads everything: once there is much, add
-- where ingest_hour >= '2026-01-31'.)
select * from "ses_event_db"."ses_events";
