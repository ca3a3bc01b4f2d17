package sesevents.bench.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sesevents.bench.ScratchFolder;
import sesevents.bench.sql.SeedTable.FileSpan;
import sesevents.engine.Answer;
import sesevents.engine.Engine;
import sesevents.engine.EventHistory;
import sesevents.lake.Hours;
import sesevents.madeup.Mailing;
import sesevents.sql.SqlTree;

/**
 * Asks both designs the same questions over one history, first over a third of it, then over all of
 * it. It asks at the worst moment: this hour is filled to its end, so that six full hours are read
 * as they arrived, and the rows of the latest refresh are not merged.
 *
 * @param lake a folder of its own, which is deleted first
 * @param bufferDays how many of the last days the sample gets in files of its own buffer; their
 *     figures are scaled to the whole history. With 0 the sample is left out.
 * @param times the questions are asked once more over event_history with so many times the rows;
 *     with 1 they are not
 * @param runs how often each question is asked here; the report has the run of median time
 */
public record SqlBench(
        Path lake,
        long seed,
        long events,
        int days,
        int bufferDays,
        int times,
        int runs,
        Consumer<String> progress) {
    private static final int PROGRESS_EVERY = 50_000;
    private static final double SECONDS_A_DAY = 86_400;

    // The refresh of the stack: how often it runs, how many hours a usual run reads, and how many
    // go into one statement.
    private static final int REFRESH_EVERY_HOURS = 2;
    private static final int HOURS_READ = 28;
    private static final int HOURS_A_STATEMENT = 48;

    /** Prints what it measures as soon as it is complete; throws if a question fails. */
    public void run(PrintWriter out, Prices prices) {
        try {
            ScratchFolder.empty(lake);
            LocalDateTime thisHour = thisHour();
            History history = new History(lake, mailing(thisHour));
            history.write(endOf(thisHour), this::showEvents);
            progress.accept("starting Trino ...");
            try (Engine engine = Engine.open(lake)) {
                SeedTable hours = new SeedTable(engine, lake, FileSpan.HOUR);
                hours.create();
                List<Question> questions =
                        Question.all(engine, hours.view(), thisHour.toLocalDate());
                SqlReport report =
                        new SqlReport(
                                history.events(),
                                history.bytesPerEvent(),
                                days,
                                bufferDays,
                                comparisons(engine, history, hours, questions, thisHour),
                                refresh(engine, thisHour));
                report.print(out, prices);
                if (times > 1) {
                    report.printGrown(times, grown(engine, history, questions), out, prices);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write under " + lake, e);
        }
    }

    /** The mail goes on for a day, since the hour may change before the last question. */
    private Mailing mailing(LocalDateTime thisHour) {
        Instant end = endOf(thisHour);
        return Mailing.ofEvents(
                seed,
                events + events / days,
                end.minus(Duration.ofDays(days)),
                end.plus(Duration.ofDays(1)));
    }

    private List<Comparison> comparisons(
            Engine engine,
            History history,
            SeedTable hours,
            List<Question> questions,
            LocalDateTime thisHour)
            throws IOException {
        LocalDate today = thisHour.toLocalDate();
        SeedTable buffers = new SeedTable(engine, lake, FileSpan.BUFFER);
        buffers.create();
        if (bufferDays > 0) {
            progress.accept("the sample's last %d days in files of 60 s ...".formatted(bufferDays));
            buffers.add(today.minusDays(bufferDays), today.minusDays(1));
        }
        List<Figure> ofBuffers = ofSample(engine, questions, buffers);
        double partOfToday = LocalTime.now(ZoneOffset.UTC).toSecondOfDay() / SECONDS_A_DAY;
        List<Comparison> comparisons = new ArrayList<>();
        LocalDateTime begun = thisHour;
        for (int length : List.of(days / 3, days)) {
            LocalDate first = today.minusDays(length - 1);
            refresh(engine, first.atStartOfDay(), begun);
            if (bufferDays > 0) {
                progress.accept(
                        "the sample's table from %s on, in files of an hour ...".formatted(first));
                hours.add(first, begun.equals(thisHour) ? today : begun.toLocalDate().minusDays(1));
            }
            begun = first.atStartOfDay();
            progress.accept("asking over %d days ...".formatted(length));
            List<Figure> here =
                    questions.stream()
                            .map(question -> atTheWorstMoment(engine, history, question))
                            .toList();
            List<Figure> ofHours = ofSample(engine, questions, hours);
            for (int i = 0; i < questions.size(); i++) {
                Question question = questions.get(i);
                double span =
                        question.isOfAllHistory()
                                ? length - 1 + partOfToday
                                : Math.min(length, Question.WINDOW_DAYS);
                comparisons.add(
                        new Comparison(
                                question.words(),
                                length,
                                here.get(i),
                                ofHours.get(i),
                                ofBuffers.get(i).times(span / Math.max(1, bufferDays))));
            }
        }
        return comparisons;
    }

    /** The figures of each question, after event_history has grown. */
    private List<Figure> grown(Engine engine, History history, List<Question> questions) {
        new Growth(engine, times).grow(progress);
        progress.accept("asking once more ...");
        return questions.stream()
                .map(question -> atTheWorstMoment(engine, history, question))
                .toList();
    }

    /** Fills this hour to its end; if the hour ends before the answer, asks again. */
    private Figure atTheWorstMoment(Engine engine, History history, Question question) {
        while (true) {
            LocalDateTime hour = thisHour();
            history.write(endOf(hour), this::showEvents);
            Figure figure = median(engine, question.ours());
            if (thisHour().equals(hour)) {
                return figure;
            }
        }
    }

    private List<Figure> ofSample(Engine engine, List<Question> questions, SeedTable table) {
        return questions.stream()
                .map(
                        question ->
                                bufferDays > 0
                                        ? Figure.of(
                                                engine.measure(
                                                        question.seed().formatted(table.name())))
                                        : new Figure(0, 0, 0, 0))
                .toList();
    }

    private static LocalDateTime thisHour() {
        return Hours.of(LocalDateTime.now(ZoneOffset.UTC));
    }

    private static Instant endOf(LocalDateTime hour) {
        return hour.plusHours(1).toInstant(ZoneOffset.UTC);
    }

    /**
     * Inserts hours and merges them, except the last two hours: these are as a run leaves them that
     * has inserted but not merged.
     */
    private void refresh(Engine engine, LocalDateTime from, LocalDateTime to) {
        progress.accept("event_history from %s on ...".formatted(Hours.text(from)));
        EventHistory history = new EventHistory(engine);
        LocalDateTime merged = to.minusHours(REFRESH_EVERY_HOURS);
        for (LocalDateTime hour = from;
                hour.isBefore(merged);
                hour = hour.plusHours(HOURS_A_STATEMENT)) {
            history.insert(hour, earlier(hour.plusHours(HOURS_A_STATEMENT), merged));
        }
        history.merge();
        history.insert(merged, to);
    }

    private static LocalDateTime earlier(LocalDateTime one, LocalDateTime other) {
        return one.isBefore(other) ? one : other;
    }

    /** What the two statements of a refresh read if there is nothing new. */
    private SqlReport.Refresh refresh(Engine engine, LocalDateTime thisHour) {
        Answer insert = measure(engine, "insert_hours", thisHour);
        Answer check = measure(engine, "check_hours", thisHour);
        return new SqlReport.Refresh(Figure.of(insert), Figure.of(check));
    }

    private static Answer measure(Engine engine, String statement, LocalDateTime thisHour) {
        return engine.measure(
                EventHistory.statement(
                        SqlTree.ofCheckout(),
                        statement,
                        engine.database(),
                        thisHour.minusHours(HOURS_READ),
                        thisHour));
    }

    private Figure median(Engine engine, String sql) {
        return Figure.of(
                IntStream.range(0, runs)
                        .mapToObj(_ -> engine.measure(sql))
                        .sorted(Comparator.comparing(Answer::wall))
                        .toList()
                        .get(runs / 2));
    }

    private void showEvents(long count) {
        if (count % PROGRESS_EVERY == 0) {
            progress.accept("%,d events ...".formatted(count));
        }
    }
}
