package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.Checkout;

/**
 * A case of src/test/resources/sesevents/views: events, questions, the rows that answer them, and
 * mistakes in a view that turn the case red.
 *
 * <pre>
 * == name of the case
 * at {36}-23                     the hour in which the events below arrived
 * Send m1 to: [a@x.org]          as {@link Events} reads it
 * ? select message_id, status    a question, in one or more such lines; or the name of a query
 * ?   from email_status
 * m1 | sent                      its rows
 * ! outcomes: name of a mistake  the view that has it
 * - what the view says
 * + what it says with the mistake
 * </pre>
 *
 * Events of no given hour arrive twice and out of order, one half in an hour of history and one
 * half in this hour: every view promises that this changes no row.
 */
record ViewCase(
        String file,
        String name,
        Map<String, List<String>> arrivals,
        List<Question> questions,
        List<Mistake> mistakes) {
    private static final Path FOLDER =
            Checkout.root().resolve("local/src/test/resources/sesevents/views");
    private static final String ANY_HOUR = "";

    record Question(StringBuilder sql, List<String> rows) {}

    record Mistake(ViewCase of, String view, String name, List<String> right, List<String> wrong) {
        @Override
        public String toString() {
            return "%s, %s: %s: %s".formatted(of.file, of.name, view, name);
        }

        /** The view with the mistake in it. */
        String definition() {
            String definition = TestLake.view(view).definition();
            String said = String.join("\n", right);
            assertTrue(definition.contains(said), "the view does not say " + said);
            return definition.replace(said, String.join("\n", wrong));
        }
    }

    private ViewCase(String file, String name) {
        this(file, name, new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    static List<ViewCase> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().flatMap(ViewCase::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<ViewCase> of(Path file) {
        List<ViewCase> cases = new ArrayList<>();
        String hour = ANY_HOUR;
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("== ")) {
                    String view = file.getFileName().toString().replace(".txt", "");
                    cases.add(new ViewCase(view, line.substring(3)));
                    hour = ANY_HOUR;
                } else if (line.startsWith("at {")) {
                    hour = line.substring(3);
                } else if (!line.isBlank()) {
                    cases.getLast().read(line, hour);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases.stream();
    }

    private void read(String line, String hour) {
        switch (line.split("(?<= )", 2)[0]) {
            case "? " -> {
                if (questions.isEmpty() || !questions.getLast().rows().isEmpty()) {
                    questions.add(new Question(new StringBuilder(), new ArrayList<>()));
                }
                questions.getLast().sql().append(line.substring(2)).append('\n');
            }
            case "! " -> {
                String[] words = line.substring(2).split(": ", 2);
                mistakes.add(
                        new Mistake(
                                this, words[0], words[1], new ArrayList<>(), new ArrayList<>()));
            }
            case "- " -> mistakes.getLast().right().add(line.substring(2));
            case "+ " -> mistakes.getLast().wrong().add(line.substring(2));
            default -> {
                if (questions.isEmpty()) {
                    arrivals.computeIfAbsent(hour, _ -> new ArrayList<>()).add(line);
                } else {
                    questions.getLast().rows().add(cells(line));
                }
            }
        }
    }

    /** Fills the lake with the events. */
    void arrive() {
        TestLake.empty();
        arrivals.forEach(
                (hour, events) -> {
                    List<String> lines = Events.of(events.toArray(String[]::new));
                    if (hour.equals(ANY_HOUR)) {
                        arriveTwice(lines);
                    } else {
                        TestLake.event(Events.dated(hour), lines);
                    }
                });
        TestLake.refresh();
    }

    /** Fails unless the lake gives the rows. */
    void ask() {
        for (Question question : questions) {
            assertEquals(
                    Events.dated(String.join("\n", question.rows())),
                    answer(question.sql().toString()),
                    this::toString);
        }
    }

    private static void arriveTwice(List<String> once) {
        List<String> twice = new ArrayList<>(once);
        twice.addAll(once);
        Collections.shuffle(twice, new Random(7));
        TestLake.event(TestLake.hoursAgo(30), twice.subList(0, once.size()));
        TestLake.event(TestLake.hoursAgo(0), twice.subList(once.size(), twice.size()));
    }

    private static String answer(String question) {
        String sql = question.contains(" ") ? question : TestLake.query(question.strip());
        List<List<Object>> rows = TestLake.engine().query(sql).values();
        if (rows.isEmpty()) {
            return "(none)";
        }
        return rows.stream()
                .map(
                        row ->
                                cells(
                                        row.stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(" | "))))
                .collect(Collectors.joining("\n"));
    }

    /** Without the blanks that align them. */
    private static String cells(String row) {
        return row.strip().replaceAll(" *\\| *", " | ").strip();
    }

    @Override
    public String toString() {
        return file + ": " + name;
    }
}
