package sesevents.bench.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import sesevents.engine.Engine;

/**
 * The table and the view of AWS's sample "Amazon SES email events' DB", filled with our events: in
 * Parquet with Snappy, one partition per hour, and only the fields that have a column there.
 */
final class SeedTable {
    private static final String HOUR_PARTITION = "$1%3A00%3A00";
    // One statement writes 100 partitions at most.
    private static final int DAYS_AT_ONCE = 4;

    private final Engine engine;
    private final Path lake;
    private final FileSpan span;

    /** The events that go into one file. */
    enum FileSpan {
        /** Those of an hour, as if the files had been merged. */
        HOUR,
        /** Those of one of our files: a buffer of 60 s, as the sample is deployed. */
        BUFFER
    }

    private static final String TABLE =
            """
            create table %s (
                eventtype varchar,
                mail row(
                    "timestamp" varchar, source varchar, sourcearn varchar, sendingaccountid varchar,
                    messageid varchar, destination array(varchar), headerstruncated boolean,
                    headers array(row(name varchar, value varchar)),
                    commonheaders row(
                        "from" array(varchar), "to" array(varchar), messageid varchar, subject varchar),
                    tags row(
                        ses_configuration_set varchar, ses_source_ip varchar, ses_from_domain varchar,
                        ses_caller_identity varchar, campaign varchar)),
                send map(varchar, varchar),
                delivery row(
                    "timestamp" varchar, processingtimemillis bigint, recipients array(varchar),
                    smtpresponse varchar, reportingmta varchar),
                open row(ipaddress varchar, "timestamp" varchar, useragent varchar),
                click row(
                    ipaddress varchar, link varchar, linktags map(varchar, array(varchar)),
                    "timestamp" varchar, useragent varchar),
                bounce row(
                    bouncetype varchar, bouncesubtype varchar,
                    bouncedrecipients array(row(
                        emailaddress varchar, action varchar, status varchar, diagnosticcode varchar)),
                    "timestamp" varchar, feedbackid varchar, reportingmta varchar),
                complaint row(
                    complainedrecipients array(row(emailaddress varchar)), "timestamp" varchar,
                    feedbackid varchar, useragent varchar, complaintfeedbacktype varchar,
                    arrivaldate varchar),
                reject row(reason varchar),
                failure row(errormessage varchar, templatename varchar),
                ingest_timestamp timestamp(3)
            )
            with (
                format = 'PARQUET', partitioned_by = array['ingest_timestamp'],
                external_location = 'local:///%s'
            )""";

    /** A null struct stays null. The five tags are null: SES gives them other names. */
    private static final String ROWS =
            """
            insert into %1$s
            select
                eventtype,
                row(
                    mail."timestamp", mail.source, mail.sourcearn, mail.sendingaccountid, mail.messageid,
                    mail.destination, mail.headerstruncated, mail.headers,
                    if(mail.commonheaders is not null, row(
                        mail.commonheaders."from", mail.commonheaders."to", mail.commonheaders.messageid,
                        mail.commonheaders.subject)),
                    row(null, null, null, null, null)),
                send,
                if(delivery is not null, row(
                    delivery."timestamp", delivery.processingtimemillis, delivery.recipients,
                    delivery.smtpresponse, delivery.reportingmta)),
                if(open is not null, row(open.ipaddress, open."timestamp", open.useragent)),
                if(click is not null, row(
                    click.ipaddress, click.link, click.linktags, click."timestamp", click.useragent)),
                if(bounce is not null, row(
                    bounce.bouncetype, bounce.bouncesubtype, bounce.bouncedrecipients,
                    bounce."timestamp", bounce.feedbackid, bounce.reportingmta)),
                if(complaint is not null, row(
                    complaint.complainedrecipients, complaint."timestamp", complaint.feedbackid,
                    complaint.useragent, complaint.complaintfeedbacktype, complaint.arrivaldate)),
                reject,
                failure,
                date_trunc('%2$s', date_parse(
                    regexp_extract("$path", '\\d{4}(-\\d\\d){5}'), '%%Y-%%m-%%d-%%H-%%i-%%s'))
            from ses_events
            where
                ingest_hour between '%3$s' and '%4$s~'
                and eventtype not in ('DeliveryDelay', 'Subscription')
            """;

    private static final String VIEW =
            """
            create or replace view %s as
            select
                mail.messageid as message_id,
                mail.commonheaders.subject as subject,
                mail.commonheaders."to" as destination,
                min(if(eventtype = 'Send', mail."timestamp")) as time_sent,
                min(delivery."timestamp") as time_delivered,
                min(click."timestamp") as time_clicked,
                min(open."timestamp") as time_opened,
                min(bounce."timestamp") as time_bounced,
                arbitrary(bounce.bouncetype) as bounce_type,
                arbitrary(bounce.bouncesubtype) as bounce_subtype,
                min(complaint."timestamp") as time_complained,
                arbitrary(complaint.complaintfeedbacktype) as complaint_feedbacktype
            from %s
            group by mail.messageid, mail.commonheaders.subject, mail.commonheaders."to"
            """;

    SeedTable(Engine engine, Path lake, FileSpan span) {
        this.engine = engine;
        this.lake = lake;
        this.span = span;
    }

    /** The name of its view, email_status. */
    String view() {
        return name() + "_status";
    }

    void create() throws IOException {
        create(name());
        engine.query(VIEW.formatted(view(), name()));
        if (span == FileSpan.BUFFER) {
            create(buffers());
        }
    }

    /** Adds the events that arrived on these days. */
    void add(LocalDate first, LocalDate last) throws IOException {
        switch (span) {
            case HOUR -> addHours(first, last);
            case BUFFER -> addBuffers(first, last);
        }
    }

    private void addHours(LocalDate first, LocalDate last) {
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(DAYS_AT_ONCE)) {
            LocalDate end = day.plusDays(DAYS_AT_ONCE - 1);
            insert(name(), "hour", day.toString(), (end.isAfter(last) ? last : end).toString());
        }
    }

    private void addBuffers(LocalDate first, LocalDate last) throws IOException {
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            for (int hour = 0; hour < 24; hour++) {
                String name = "%s-%02d".formatted(day, hour);
                insert(buffers(), "second", name, name);
            }
        }
        gather();
    }

    /** Inserts the events from one day (or day and hour) to another. */
    private void insert(String into, String unit, String from, String to) {
        engine.query(ROWS.formatted(into, unit, from, to));
    }

    /** Moves the files, which have a partition each, into the partitions of their hours. */
    private void gather() throws IOException {
        try (Stream<Path> partitions = Files.list(lake.resolve(buffers()))) {
            for (Path partition : partitions.toList()) {
                String hour =
                        partition
                                .getFileName()
                                .toString()
                                .replaceFirst("(\\d\\d)%3A.*", HOUR_PARTITION);
                Path home = Files.createDirectories(lake.resolve(name()).resolve(hour));
                try (Stream<Path> files = Files.list(partition)) {
                    for (Path file : files.toList()) {
                        Files.move(file, home.resolve(file.getFileName()));
                    }
                }
            }
        }
        engine.query(
                "call system.sync_partition_metadata('%s', '%s', 'ADD')"
                        .formatted(engine.database(), name()));
    }

    private void create(String table) throws IOException {
        Files.createDirectories(lake.resolve(table));
        engine.query(TABLE.formatted(table, table));
    }

    String name() {
        return "seed_" + span.name().toLowerCase(Locale.ROOT);
    }

    private String buffers() {
        return name() + "_single";
    }
}
