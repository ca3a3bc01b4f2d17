-- Question: How did this person's mail do, month by month?
-- Reads: a 32nd of events.
select
    date_format(time_sent, '%Y-%m') as sent_month,
    count(*) as mail_count,
    count_if(status = 'delivered') as delivered_count,
    count_if(status = 'bounced') as bounced_count,
    count_if(status = 'complained') as complained_count,
    count_if(status not in ('delivered', 'bounced', 'complained')) as other_count,
    count_if(attribution in ('exact', 'only_recipient')) as read_count,
    count_if(attribution = 'ambiguous') as maybe_read_count
from "ses_event_db"."recipient_status"
where recipient = '${address}' and time_sent is not null
group by date_format(time_sent, '%Y-%m')
order by sent_month;
