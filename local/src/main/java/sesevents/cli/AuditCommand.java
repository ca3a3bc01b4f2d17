package sesevents.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sesevents.UserError;
import sesevents.audit.Books;
import sesevents.audit.Books.Day;
import sesevents.audit.DayResult.Kind;
import sesevents.aws.Metrics;
import sesevents.engine.Rows;
import sesevents.lake.Keys;
import sesevents.lake.Lake;
import sesevents.text.Visible;

/** Proves day by day that nothing is lost, or says which records are missing. */
@Command(
        name = "audit",
        description = {
            "Compare what was offered to Firehose with what is stored, day by day, and the mail that"
                    + " SES sent with the mail that has events.",
            "Nothing is changed. A deployed stack's objects are read from S3, the counts from"
                    + " CloudWatch."
        },
        footer = {
            "",
            "Exit status: 0 the books balance and enough mail has events, 1 failed, 3 otherwise."
        })
final class AuditCommand extends Subcommand {
    private static final int NO_BALANCE = 3;
    private static final int PROGRESS_EVERY = 250_000;
    private static final int USUAL_DAYS = 7;
    private static final int RANGE_DAYS_MAX = 3_660;

    private static final List<String> COLUMNS =
            List.of(
                    ("day offered stored quarantined replayed duplicates books"
                                    + " sent_by_ses with_events coverage_percent")
                            .split(" "));

    /** The first columns, without those on the mail that SES sent. */
    private static final int LAKE_COLUMNS = 7;

    @Mixin private Target target;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description =
                    "First day, as 2026-01-31 (default: a week up to the last day; for a lake, all).")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "Last day (default: the newest closed day, the day before yesterday).")
    private LocalDate to;

    @Option(
            names = "--coverage-min",
            paramLabel = "PERCENT",
            defaultValue = "99",
            description =
                    "Percentage of SES's mail that must have events (default ${DEFAULT-VALUE}).")
    private double coverageMin;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv or json (default ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() throws IOException {
        refuseIf(
                !(coverageMin >= 0 && coverageMin <= 100),
                "--coverage-min is 0 to 100, not %s",
                coverageMin);
        LongConsumer progress = progress().records(PROGRESS_EVERY);
        Books books = target.isStack() ? ofStack(progress) : ofLake(progress);
        format.print(rows(books), out());
        explain(books, format == Format.TABLE ? out() : err());
        return books.balance() && books.days().stream().noneMatch(this::lacksEvents)
                ? 0
                : NO_BALANCE;
    }

    private Books ofStack(LongConsumer progress) throws IOException {
        LocalDate last = to == null ? Days.lastClosed() : to;
        LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1L) : from;
        requireOrder(first, last);
        refuseIf(
                first.plusDays(RANGE_DAYS_MAX).isBefore(last),
                "from %s to %s are more than %,d days; ask for fewer",
                first,
                last,
                RANGE_DAYS_MAX);
        Metrics metrics = new Metrics(target.aws().cloudWatch());
        Map<LocalDate, Long> offered =
                metrics.sums(
                        "AWS/Firehose",
                        "IncomingRecords",
                        Map.of("DeliveryStreamName", target.stack().stream()),
                        first,
                        last);
        return Books.ofStream(
                target.objects(),
                first,
                last,
                Days.lastClosed(),
                known(offered, first, last),
                known(metrics.sentBySes(first, last), first, last),
                progress);
    }

    /** CloudWatch has no figure for a day without records, nor for one that it has forgotten. */
    private static Map<LocalDate, Long> known(
            Map<LocalDate, Long> sums, LocalDate first, LocalDate last) {
        LocalDate oldest = Days.lastClosed().minusDays(Metrics.DAYS_KEPT - 2L);
        return first.datesUntil(last.plusDays(1))
                .filter(day -> !day.isBefore(oldest))
                .collect(Collectors.toMap(day -> day, day -> sums.getOrDefault(day, 0L)));
    }

    private Books ofLake(LongConsumer progress) throws IOException {
        requireOrder(from, to);
        Books books = Books.ofLake(Lake.existing(target.lake()), from, to, progress);
        boolean isAll = from == null && to == null;
        if (isAll && books.days().isEmpty() && books.unreadable().count() == 0) {
            throw new UserError(
                    "nothing was ever offered to the lake %s; load something: ./ses-events load FILE"
                            + "%s",
                    target.lake(), target.options());
        }
        return books;
    }

    private Rows rows(Books books) {
        int columns = target.isStack() ? COLUMNS.size() : LAKE_COLUMNS;
        List<List<Object>> values =
                books.days().stream().map(day -> row(day).subList(0, columns)).toList();
        return new Rows(
                COLUMNS.subList(0, columns), Collections.nCopies(columns, "varchar"), values);
    }

    private static List<Object> row(Day day) {
        return Arrays.asList(
                day.day().toString(),
                day.offered(),
                day.stored(),
                day.quarantined(),
                day.replayed(),
                day.duplicates(),
                day.result().toString(),
                day.sent(),
                day.withEvents(),
                day.coverage());
    }

    private boolean lacksEvents(Day day) {
        return day.coverage() != null && day.coverage() < coverageMin;
    }

    /** Says in words what to do next. */
    private void explain(Books books, PrintWriter out) {
        // What is missing may be in what cannot be read, so this comes first.
        long unreadable = books.unreadable().count();
        if (unreadable > 0) {
            out.printf(
                    "%,d %s not readable, so not in the books. Look there first: try again, or move"
                            + " it away and audit again:%n",
                    unreadable, unreadable == 1 ? "line or object is" : "lines or objects are");
            printNames(books.unreadable().first(), out);
        }
        if (!books.misplaced().isEmpty()) {
            out.printf(
                    "%,d %s in the folder of another day than the events in it, so that questions with"
                            + " a day miss them; move them:%n",
                    books.misplaced().size(),
                    books.misplaced().size() == 1 ? "object lies" : "objects lie");
            printNames(books.misplaced(), out);
        }
        for (Day day : books.days()) {
            if (day.result().kind() == Kind.MISSING) {
                out.printf(
                        "%s: %,d of %,d records that were offered are nowhere. %s%n",
                        day.day(), day.result().records(), day.offered(), remedy(day.day()));
            }
            if (day.result().kind() == Kind.TOO_MANY) {
                out.printf(
                        "%s: %,d records more than were offered. Was something put under events/ by"
                                + " other means, or stamped with another time than its arrival?%n",
                        day.day(), day.result().records());
            }
        }
        for (Day day : books.days()) {
            if (lacksEvents(day)) {
                out.printf(
                        "%s: SES sent %,d mails, %,d have events (%s %%). The others were sent without"
                                + " the configuration set, or SES could not put their events.%n",
                        day.day(), day.sent(), day.withEvents(), day.coverage());
            }
        }
        if (books.balance()) {
            out.printf("the books balance: nothing that was offered is lost%n");
        }
        long waiting = books.days().stream().mapToLong(Day::quarantined).sum();
        if (waiting > 0) {
            out.printf(
                    "%,d %s in quarantine; which of them can go: ./ses-events replay%s%n",
                    waiting, waiting == 1 ? "is" : "are", target.options());
        }
    }

    private static void printNames(List<String> names, PrintWriter out) {
        names.forEach(one -> out.printf("  %s%n", Visible.line(one)));
    }

    private String remedy(LocalDate day) {
        if (!target.isStack()) {
            return "Load them again: ./ses-events load FILE" + target.options();
        }
        return "With SourceBackup: ./ses-events replay%s --source-backup %s, and the same with %s;"
                        .formatted(
                                target.options(),
                                Keys.backupBeforeMidnight(day.minusDays(1)),
                                Keys.backup(day))
                + " without: docs/operations/replay.md, \"Fill a hole\"";
    }
}
