package sesevents.bench.faults;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import sesevents.cli.ChildCommand;
import sesevents.cli.ChildCommand.Ended;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Transformation;
import sesevents.lake.Source;
import sesevents.load.Pipeline;
import sesevents.load.RecordReader;

/** What happens to a lake on a laptop, and what its owner does then. */
enum LaptopFault {
    LOAD_KILLED {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            breakLoad(lakes, problems, LaptopFault::killed);
        }
    },
    LOAD_OF_CUT_GZIP {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            Path file = lakes.nextFile();
            byte[] whole = Files.readAllBytes(file);
            Path cut = lakes.folder().resolve("cut.gz");
            Files.write(cut, Arrays.copyOf(whole, 1 + lakes.random().nextInt(whole.length - 1)));
            expectFailure(load(lakes, cut).await(), "cut.gz", problems);
            lakes.checkVerdict(problems);
            loadAgain(lakes, file, problems);
        }
    },
    LOAD_OF_DAMAGED_GZIP {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            Path first = lakes.nextFile();
            Path second = lakes.nextFile();
            byte[] damaged = Files.readAllBytes(second);
            // Damage the header of the second member; the first stays sound.
            damaged[lakes.random().nextInt(3)] ^= 0x55;
            Path both = lakes.folder().resolve("damaged.gz");
            Files.copy(first, both, StandardCopyOption.REPLACE_EXISTING);
            Files.write(both, damaged, StandardOpenOption.APPEND);
            expectFailure(load(lakes, both).await(), "damaged.gz", problems);
            lakes.checkVerdict(problems);
            // What lies before the damage must be in the lake already.
            lakes.expect(first);
            loadAgain(lakes, second, problems);
        }
    },
    LOAD_ON_A_FULL_DISK {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            breakLoad(lakes, problems, LaptopFault::onFullDisk);
        }
    },
    TWO_LOADS_AT_ONCE {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            Path file = lakes.nextFile();
            Path other = lakes.nextFile();
            ChildCommand first = load(lakes, file);
            ChildCommand second = load(lakes, other);
            expectQuarantineAtMost(first.await(), problems);
            expectQuarantineAtMost(second.await(), problems);
            lakes.expect(file);
            lakes.expect(other);
        }
    },
    TWO_QUESTIONS_AT_ONCE {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            Path file = lakes.nextFile();
            LaptopLakes.load(lakes.lake(), file);
            lakes.expect(file);
            ChildCommand first = question(lakes);
            ChildCommand second = question(lakes);
            String said = first.await().said();
            String alsoSaid = second.await().said();
            if (!last(said).equals(last(alsoSaid))) {
                problems.add("two answers: %s and %s".formatted(said, alsoSaid));
            }
        }
    },
    QUESTION_KILLED {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            Path file = lakes.nextFile();
            LaptopLakes.load(lakes.lake(), file);
            lakes.expect(file);
            question(lakes).killAfter(anyTime(lakes).multipliedBy(3));
        }
    },
    REPLAY_KILLED {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            breakReplay(lakes, problems, LaptopFault::killed);
        }
    },
    REPLAY_ON_A_FULL_DISK {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            breakReplay(lakes, problems, LaptopFault::onFullDisk);
        }
    },
    TWO_REPLAYS_AT_ONCE {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            breakReplay(
                    lakes,
                    problems,
                    (_, replay) -> {
                        ChildCommand first = ChildCommand.start(replay);
                        expectNoTrace(ChildCommand.start(replay).await(), problems);
                        return first.await();
                    });
        }
    },
    OBJECT_LOST {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            Path file = lakes.nextFile();
            LaptopLakes.load(lakes.lake(), file);
            lakes.expect(file);
            Path object = lakes.anyObject();
            Path lost = lakes.folder().resolve(object.getFileName());
            Files.move(object, lost);
            lakes.checkVerdict(problems);
            // The transform takes its own lines again.
            LaptopLakes.load(lakes.lake(), lost);
        }
    },
    OBJECT_CUT {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            Path object = lakes.anyObject();
            Path whole = lakes.folder().resolve(object.getFileName());
            Files.copy(object, whole);
            byte[] bytes = Files.readAllBytes(object);
            Files.write(object, Arrays.copyOf(bytes, lakes.random().nextInt(bytes.length)));
            lakes.checkVerdict(problems);
            Files.delete(object);
            LaptopLakes.load(lakes.lake(), whole);
        }
    },
    OBJECT_MOVED_TO_ANOTHER_DAY {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            Path object = lakes.anyObject();
            Path day =
                    Files.createDirectories(
                            lakes.lake().events().resolve("ingest_hour=2026-01-01-00"));
            Path moved = day.resolve(object.getFileName());
            Files.move(object, moved);
            lakes.checkVerdict(problems);
            Files.move(moved, object);
            Files.delete(day);
        }
    },
    COPIED_WITHOUT_HIDDEN_FILES {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            lakes.check(problems);
            Path copy = lakes.folder().resolve("copy");
            copyVisible(lakes.lake().folder(), copy);
            lakes.checkViews(problems, "views of a copy", copy);
        }
    },
    SYMBOLIC_LINK {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            lakes.check(problems);
            Path link = lakes.folder().resolve("link");
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, lakes.lake().folder());
            }
            lakes.checkViews(problems, "views behind a link", link);
        }
    },
    DEMO_INTO_IT {
        @Override
        void happen(LaptopLakes lakes, List<String> problems) throws IOException {
            Path lake = lakes.lake().folder();
            Ended ended =
                    ChildCommand.start("demo", "--messages", "10", "--lake", lake.toString())
                            .await();
            if (ended.status() != 1) {
                problems.add("the demo ended with %d: %s".formatted(ended.status(), ended.said()));
            }
        }
    };

    private static final int QUARANTINED = 3;
    private static final int USUAL_MILLIS = 3_000;

    /** Does it, and then what a command advises or a person would do; tells what went wrong. */
    abstract void happen(LaptopLakes lakes, List<String> problems) throws IOException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Something that happens to a command. */
    private interface Mishap {
        Ended happen(LaptopLakes lakes, String... command);
    }

    private static Ended killed(LaptopLakes lakes, String... command) {
        return ChildCommand.start(command).killAfter(anyTime(lakes));
    }

    private static Ended onFullDisk(LaptopLakes lakes, String... command) {
        int kilobytes = 1 + lakes.random().nextInt(32);
        return ChildCommand.startOnFullDisk(kilobytes, command).await();
    }

    private static void breakLoad(LaptopLakes lakes, List<String> problems, Mishap mishap)
            throws IOException {
        Path file = lakes.nextFile();
        expectNoTrace(mishap.happen(lakes, loadOf(lakes, file)), problems);
        lakes.checkVerdict(problems);
        loadAgain(lakes, file, problems);
    }

    /** A replay of sound records that lie in quarantine; then it is run again. */
    private static void breakReplay(LaptopLakes lakes, List<String> problems, Mishap mishap)
            throws IOException {
        quarantine(lakes, lakes.nextFile());
        String[] replay = {"replay", "--apply", "--lake", lakes.lake().folder().toString()};
        expectNoTrace(mishap.happen(lakes, replay), problems);
        lakes.checkVerdict(problems);
        expectQuarantineAtMost(ChildCommand.start(replay).await(), problems);
    }

    private static Duration anyTime(LaptopLakes lakes) {
        return Duration.ofMillis(lakes.random().nextInt(USUAL_MILLIS));
    }

    private static String[] loadOf(LaptopLakes lakes, Path file) {
        return new String[] {
            "load",
            "--arrival",
            "event",
            "--lake",
            lakes.lake().folder().toString(),
            file.toString()
        };
    }

    private static ChildCommand load(LaptopLakes lakes, Path file) {
        return ChildCommand.start(loadOf(lakes, file));
    }

    private static void loadAgain(LaptopLakes lakes, Path file, List<String> problems) {
        expectQuarantineAtMost(load(lakes, file).await(), problems);
        lakes.expect(file);
    }

    private static ChildCommand question(LaptopLakes lakes) {
        return ChildCommand.start(
                "query",
                "select count(*), checksum(row(message_id, status)) from email_status",
                "--format",
                "csv",
                "--lake",
                lakes.lake().folder().toString());
    }

    /** As after an outage of the function: sound records lie in quarantine beside bad ones. */
    private static void quarantine(LaptopLakes lakes, Path file) throws IOException {
        Transformation outage =
                (_, _) -> {
                    throw new IOException("Task timed out after 60.00 seconds");
                };
        try (var text = Source.of(List.of(file.toString()), System.in).getFirst().text();
                Pipeline pipeline =
                        new Pipeline(
                                lakes.lake().folder(),
                                StreamSettings.DEPLOYED,
                                UUID::randomUUID,
                                outage)) {
            RecordReader reader = new RecordReader(text);
            Instant now = Instant.now();
            for (var found = reader.next(); found != null; found = reader.next()) {
                pipeline.put(found.bytes(), now, file.toString());
            }
        }
        lakes.expect(file);
    }

    private static void copyVisible(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of)
                            throws IOException {
                        if (isHidden(folder) && !folder.equals(from)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(from.relativize(folder)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of)
                            throws IOException {
                        if (!isHidden(file)) {
                            Files.copy(file, to.resolve(from.relativize(file)));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static String last(String said) {
        return said.lines().reduce("", (_, line) -> line);
    }

    private static void expectFailure(Ended ended, String name, List<String> problems) {
        expectNoTrace(ended, problems);
        if (ended.status() == 0 || !ended.said().contains(name)) {
            problems.add(
                    "%d, and not a word of %s: %s".formatted(ended.status(), name, ended.said()));
        }
    }

    private static void expectQuarantineAtMost(Ended ended, List<String> problems) {
        expectNoTrace(ended, problems);
        if (ended.status() != 0 && ended.status() != QUARANTINED) {
            problems.add("ended with %d: %s".formatted(ended.status(), ended.said()));
        }
    }

    private static void expectNoTrace(Ended ended, List<String> problems) {
        if (ended.said().contains("\tat ")) {
            problems.add("a stack trace: " + ended.said());
        }
    }
}
