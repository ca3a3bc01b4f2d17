package sesevents.madeup;

import java.util.List;

/**
 * A query that shows what a view is good for.
 *
 * @param widthMax the number of characters after which a value is cut
 */
public record Showcase(String title, int widthMax, String sql) {

    public static final List<Showcase> ALL =
            List.of(
                    new Showcase(
                            "email_status, one mail for each story",
                            60,
                            """
                            with stories as (
                                select
                                    *,
                                    case
                                        when time_complained is not null and time_clicked is not null then 'read, then complained'
                                        when time_bounced is not null and time_delivered is not null
                                            and cardinality(destination) > 1 then 'reached some of them'
                                        when bounce_subtype = 'OnAccountSuppressionList' then 'on the suppression list'
                                        when bounce_type = 'Permanent' then 'bounced for good'
                                        when bounce_subtype = 'CustomTimeoutExceeded' then 'given up after delays'
                                        when time_sent is null then 'refused by SES'
                                        when time_delivered is not null and time_clicked is not null
                                            then 'delivered and clicked'
                                    end as story
                                from email_status
                            ),
                            numbered as (
                                select *, row_number() over (
                                    partition by story order by coalesce(time_sent, timestamp '1970-01-01') desc, message_id
                                ) as number
                                from stories
                                where story is not null
                            )
                            select
                                story,
                                subject,
                                array_join(destination, ' ') as destination,
                                date_format(time_sent, '%Y-%m-%d %H:%i:%s') as sent,
                                date_format(time_delivered, '%m-%d %H:%i') as delivered,
                                date_format(time_opened, '%m-%d %H:%i') as opened,
                                date_format(time_bounced, '%m-%d %H:%i') as bounced,
                                bounce_subtype,
                                date_format(time_complained, '%m-%d %H:%i') as complained
                            from numbered
                            where number = 1
                            order by story
                            """),
                    new Showcase(
                            "recipient_status, the latest one of each fate",
                            60,
                            """
                            with numbered as (
                                select
                                    *,
                                    row_number() over (
                                        partition by status, coalesce(attribution, '') = 'ambiguous'
                                        order by
                                            status = 'delivered' and time_opened is null,
                                            coalesce(time_sent, timestamp '1970-01-01') desc,
                                            message_id,
                                            recipient
                                    ) as number
                                from recipient_status
                                where status <> 'sent'
                            )
                            select
                                recipient,
                                status,
                                subject,
                                date_format(time_delivered, '%m-%d %H:%i') as delivered,
                                date_format(time_opened, '%m-%d %H:%i') as opened,
                                attribution,
                                coalesce(
                                    diagnostic_code, bounce_subtype, reject_reason, failure_reason, smtp_response, delay_type
                                ) as reason
                            from numbered
                            where number = 1
                            order by status, attribution
                            """),
                    new Showcase(
                            "reputation, and whose mail endangers it",
                            60,
                            """
                            select
                                dimension, value, status, sent_count, hard_bounce_count, bounce_percent,
                                complaint_count, complaint_percent, pause_percent,
                                account_pause_percent_without
                            from reputation
                            order by place
                            limit 6
                            """),
                    new Showcase(
                            "message_timeline of a mail that was read and complained about",
                            120,
                            """
                            select
                                date_format(event_timestamp, '%m-%d %H:%i:%s') as time,
                                what
                            from message_timeline
                            where
                                message_id = (
                                    select max(message_id)
                                    from email_status
                                    where status = 'complained' and time_clicked is not null
                                )
                            order by event_timestamp, event_id
                            """));
}
