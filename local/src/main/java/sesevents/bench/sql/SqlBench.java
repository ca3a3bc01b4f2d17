package sesevents.bench.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sesevents.athena.Answer;
import sesevents.athena.Athena;
import sesevents.bench.ScratchFolder;
import sesevents.bench.sql.SeedTable.FileSpan;
import sesevents.lake.Lake;
import sesevents.ledger.Ledger;
import sesevents.sql.SqlTree;

/**
 * Asks the same questions of this design and of the sample's, over one history, when a third of it
 * is there and when all of it is.
 *
 * @param lake a folder of its own, made anew
 * @param bufferDays how many of the last days the sample gets in files of its own buffer; their
 *     figures are scaled to the whole
 */
public record SqlBench(
        Path lake, long seed, long events, int days, int bufferDays, Consumer<String> progress) {
    private static final int RUNS = 3;
    private static final int PROGRESS_EVERY = 50_000;
    private static final double SECONDS_A_DAY = 86_400;

    /** Measures; throws when a question cannot be asked. */
    public SqlReport run() {
        try {
            ScratchFolder.empty(lake);
            History history = new History(lake, seed, events, days);
            History.Stored stored = history.write(this::showEvents);
            progress.accept("starting Trino ...");
            try (Athena athena = Athena.open(lake)) {
                return new SqlReport(
                        stored, days, bufferDays, comparisons(athena), refresh(athena, history));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write under " + lake, e);
        }
    }

    private List<Comparison> comparisons(Athena athena) throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        SeedTable hours = new SeedTable(athena, lake, FileSpan.HOUR);
        SeedTable buffers = new SeedTable(athena, lake, FileSpan.BUFFER);
        hours.create();
        buffers.create();
        progress.accept("the sample's last %d days in files of 60 s ...".formatted(bufferDays));
        buffers.add(today.minusDays(bufferDays), today.minusDays(1));
        String recipient = recipient(athena, today.minusDays(days / 3));
        Map<Question, Figure> ofBuffers = new EnumMap<>(Question.class);
        for (Question question : Question.values()) {
            String sql = question.ofSeed(athena, buffers.view(), recipient);
            ofBuffers.put(question, median(athena, sql));
        }
        double partOfToday = LocalTime.now(ZoneOffset.UTC).toSecondOfDay() / SECONDS_A_DAY;
        List<Comparison> comparisons = new ArrayList<>();
        LocalDate begun = today.plusDays(1);
        for (int length : List.of(days / 3, days)) {
            LocalDate first = today.minusDays(length - 1);
            progress.accept("the ledger from %s on ...".formatted(first));
            Ledger ledger = new Ledger(athena);
            LocalDate last = begun.minusDays(1);
            new Lake(lake)
                    .days()
                    .subSet(first, true, last, true)
                    .headSet(Ledger.lastClosedDay(), true)
                    .forEach(ledger::insert);
            // As the stack's table optimizer does.
            athena.query("alter table recipient_ledger execute optimize");
            progress.accept(
                    "the sample's table from %s on, in files of an hour ...".formatted(first));
            hours.add(first, last);
            begun = first;
            progress.accept("asking over %d days ...".formatted(length));
            for (Question question : Question.values()) {
                comparisons.add(
                        new Comparison(
                                question,
                                length,
                                median(athena, question.ofOurs(athena, recipient)),
                                median(athena, question.ofSeed(athena, hours.view(), recipient)),
                                ofBuffers
                                        .get(question)
                                        .times((length - 1 + partOfToday) / bufferDays)));
            }
        }
        return comparisons;
    }

    /** The insertion of the newest closed day, once more: it is the same work again. */
    private SqlReport.Refresh refresh(Athena athena, History history) {
        LocalDate day = Ledger.lastClosedDay();
        Answer answer =
                athena.measure(
                        SqlTree.ofCheckout()
                                .refresh("insert_day")
                                .statement(athena.database())
                                .replace("${day}", day.toString()));
        return new SqlReport.Refresh(day, answer.bytes(), answer.files(), history.bytes(day));
    }

    /**
     * Somebody who gets mail now and then, of the middle of the alphabet, since files are sorted.
     */
    private static String recipient(Athena athena, LocalDate day) {
        return athena.query(
                        "select max(recipients[1]) from ses_events where recipients[1] < 'm' and ingest_date = '%s'"
                                .formatted(day))
                .values()
                .getFirst()
                .getFirst()
                .toString();
    }

    private static Figure median(Athena athena, String sql) {
        return Figure.of(
                IntStream.range(0, RUNS)
                        .mapToObj(_ -> athena.measure(sql))
                        .sorted(Comparator.comparing(Answer::wall))
                        .toList()
                        .get(RUNS / 2));
    }

    private void showEvents(long count) {
        if (count % PROGRESS_EVERY == 0) {
            progress.accept("%,d events ...".formatted(count));
        }
    }
}
