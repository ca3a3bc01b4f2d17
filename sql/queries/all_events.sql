-- Question: What has SES said, event by event? (Reads everything: once there is much, add
-- where ingest_date >= '2026-01-31'.)
select * from "ses_event_db"."ses_events";
