package sesevents.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sesevents.UserError;
import sesevents.audit.Books;
import sesevents.audit.Books.Day;
import sesevents.audit.DayResult.Kind;
import sesevents.aws.Metrics;
import sesevents.engine.Rows;
import sesevents.lake.Lake;
import sesevents.text.Visible;

/** Proves that nothing is lost, day by day, or says where it is. */
@Command(
        name = "audit",
        description = {
            "Hold what was offered to Firehose against what lies in the bucket, day by day, and the"
                    + " mail that SES sent against that with events.",
            "Nothing is changed. A deployed stack's objects are read from S3, the counts from"
                    + " CloudWatch."
        },
        footer = {
            "",
            "Exit status: 0 the books balance and enough mail has events, 1 failed, 3 not so."
        })
final class AuditCommand implements Callable<Integer> {
    private static final int NO_BALANCE = 3;
    private static final int PROGRESS_EVERY = 250_000;
    private static final int USUAL_DAYS = 7;

    /** CloudWatch counts by the minute, and not by the clock that stamps the records. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    @Mixin private Target place;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description =
                    "First day, as 2026-01-31 (default: a week up to the last; of a lake all).")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description =
                    "Last day (default: the newest that is closed, the day before yesterday).")
    private LocalDate to;

    @Option(
            names = "--coverage-min",
            paramLabel = "PERCENT",
            defaultValue = "99",
            description =
                    "How much of the mail that SES sent must have events (default ${DEFAULT-VALUE}).")
    private double coverageMin;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv or json (default ${DEFAULT-VALUE}).")
    private QueryCommand.Format format;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!(coverageMin >= 0 && coverageMin <= 100)) {
            throw new ParameterException(
                    spec.commandLine(), "--coverage-min is 0 to 100, not " + coverageMin);
        }
        LongConsumer progress = new Progress(spec.commandLine().getErr()).records(PROGRESS_EVERY);
        Books books = place.isStack() ? ofStack(progress) : ofLake(progress);
        PrintWriter out = spec.commandLine().getOut();
        Rows rows = rows(books);
        switch (format) {
            case TABLE -> new TablePrinter(rows).print(out);
            case CSV -> CsvPrinter.print(rows, out);
            case JSON -> JsonPrinter.print(rows, out);
        }
        out.flush();
        PrintWriter words = format == QueryCommand.Format.TABLE ? out : spec.commandLine().getErr();
        boolean isCovered = explain(books, words);
        words.flush();
        return books.balance() && isCovered ? 0 : NO_BALANCE;
    }

    private Books ofStack(LongConsumer progress) throws IOException {
        LocalDate last = to == null ? Days.lastClosed() : to;
        LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1L) : from;
        Days.requireRange(spec, first, last);
        Metrics metrics = new Metrics(place.aws().cloudWatch());
        Map<LocalDate, Long> offered =
                known(
                        metrics.sums(
                                "AWS/Firehose",
                                "IncomingRecords",
                                Map.of("DeliveryStreamName", place.stack().stream()),
                                first,
                                last),
                        first,
                        last);
        Map<LocalDate, Long> sent = known(metrics.sentBySes(first, last), first, last);
        return Books.ofStream(
                place.objects(), first, last, Days.lastClosed(), offered, SKEW, sent, progress);
    }

    /** Of a day without a figure CloudWatch has heard nothing, unless it has forgotten it. */
    private static Map<LocalDate, Long> known(
            SortedMap<LocalDate, Long> sums, LocalDate first, LocalDate last) {
        LocalDate oldest = Days.lastClosed().minusDays(Metrics.DAYS_KEPT - 2L);
        Map<LocalDate, Long> known = new HashMap<>();
        first.datesUntil(last.plusDays(1))
                .filter(day -> !day.isBefore(oldest))
                .forEach(day -> known.put(day, sums.getOrDefault(day, 0L)));
        return known;
    }

    private Books ofLake(LongConsumer progress) throws IOException {
        Days.requireOrder(spec, from, to);
        Books books = Books.ofLake(Lake.existing(place.lake()), from, to, progress);
        if (books.days().isEmpty() && from == null && to == null && books.unreadableCount() == 0) {
            throw new UserError(
                    "nothing was ever offered to the lake %s; load something: ./ses-events load FILE"
                            + "%s",
                    place.lake(), place.options());
        }
        return books;
    }

    private Rows rows(Books books) {
        List<String> columns =
                new ArrayList<>(
                        List.of(
                                "day",
                                "offered",
                                "stored",
                                "quarantined",
                                "replayed",
                                "duplicates",
                                "books"));
        if (place.isStack()) {
            columns.addAll(List.of("sent_by_ses", "with_events", "coverage_percent"));
        }
        List<List<Object>> values = books.days().stream().map(this::row).toList();
        return new Rows(columns, Collections.nCopies(columns.size(), "varchar"), values);
    }

    private List<Object> row(Day day) {
        List<Object> row =
                new ArrayList<>(
                        Arrays.asList(
                                day.day().toString(),
                                day.offered(),
                                day.stored(),
                                day.quarantined(),
                                day.replayed(),
                                day.duplicates(),
                                day.verdict().toString()));
        if (place.isStack()) {
            row.addAll(Arrays.asList(day.sent(), day.withEvents(), day.coverage()));
        }
        return row;
    }

    /** In words, with what to do next; returns whether the coverage is good enough. */
    private boolean explain(Books books, PrintWriter out) {
        explainUnreadable(books, out);
        if (!books.misplaced().isEmpty()) {
            out.printf(
                    "%,d %s in the folder of another day than the events in it, so that questions with"
                            + " a day miss them; move them:%n",
                    books.misplaced().size(),
                    books.misplaced().size() == 1 ? "object lies" : "objects lie");
            books.misplaced().forEach(one -> out.printf("  %s%n", Visible.line(one)));
        }
        for (Day day : books.days()) {
            if (day.verdict().kind() == Kind.MISSING) {
                out.printf(
                        "%s: %,d of %,d records that were offered are nowhere. %s%n",
                        day.day(), day.verdict().records(), day.offered(), remedy(day.day()));
            }
            if (day.verdict().kind() == Kind.TOO_MANY) {
                out.printf(
                        "%s: %,d records more than were offered. Was something put under events/ by"
                                + " other means, or stamped with another time than its arrival?%n",
                        day.day(), day.verdict().records());
            }
        }
        List<Day> thin =
                books.days().stream()
                        .filter(day -> day.coverage() != null && day.coverage() < coverageMin)
                        .toList();
        for (Day day : thin) {
            out.printf(
                    "%s: SES sent %,d mails, %,d have events (%s %%). The others were sent without the"
                            + " configuration set, or SES could not put their events.%n",
                    day.day(), day.sent(), day.withEvents(), day.coverage());
        }
        if (books.balance()) {
            out.printf("the books balance: nothing that was offered is lost%n");
        }
        long waiting = books.days().stream().mapToLong(Day::quarantined).sum();
        if (waiting > 0) {
            out.printf(
                    "%,d %s in quarantine; which of them can go: ./ses-events replay%s%n",
                    waiting, waiting == 1 ? "is" : "are", place.options());
        }
        return thin.isEmpty();
    }

    /** Before all else: what is not found may be in there. */
    private void explainUnreadable(Books books, PrintWriter out) {
        if (books.unreadableCount() == 0) {
            return;
        }
        out.printf(
                "%,d %s not readable, so not in the books. Look there first: try again, or move it away and"
                        + " audit again:%n",
                books.unreadableCount(),
                books.unreadableCount() == 1 ? "line or object is" : "lines or objects are");
        books.unreadable().forEach(one -> out.printf("  %s%n", Visible.line(one)));
    }

    private String remedy(LocalDate day) {
        if (place.isStack()) {
            // An object is named for its oldest record, and holds up to 15 minutes of them.
            return "With SourceBackup: ./ses-events replay%1$s --source-backup backup/%2$s/23/, and the"
                            .formatted(
                                    place.options(), day.minusDays(1).toString().replace('-', '/'))
                    + " same with backup/%s/; without: docs/operations/replay.md, \"Fill a hole\""
                            .formatted(day.toString().replace('-', '/'));
        }
        return "Load them again: ./ses-events load FILE" + place.options();
    }
}
