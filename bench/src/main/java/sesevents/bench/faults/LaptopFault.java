package sesevents.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import sesevents.cli.ChildCommand;
import sesevents.cli.ChildCommand.Ended;

/** What happens to a lake on a laptop, and what its owner does then. */
enum LaptopFault {
    LOAD_KILLED(lakes -> breakLoad(lakes, LaptopFault::kill)),
    LOAD_OF_CUT_GZIP(LaptopFault::loadCutGzip),
    LOAD_OF_DAMAGED_GZIP(LaptopFault::loadDamagedGzip),
    LOAD_ON_A_FULL_DISK(lakes -> breakLoad(lakes, LaptopFault::runOnFullDisk)),
    TWO_LOADS_AT_ONCE(LaptopFault::loadTwoFiles),
    TWO_QUESTIONS_AT_ONCE(LaptopFault::askTwice),
    QUESTION_KILLED(LaptopFault::killQuestion),
    REPLAY_KILLED(lakes -> breakReplay(lakes, LaptopFault::kill)),
    REPLAY_ON_A_FULL_DISK(lakes -> breakReplay(lakes, LaptopFault::runOnFullDisk)),
    TWO_REPLAYS_AT_ONCE(lakes -> breakReplay(lakes, LaptopFault::runTwice)),
    OBJECT_LOST(LaptopFault::loseObject),
    OBJECT_CUT(LaptopFault::cutObject),
    OBJECT_MOVED_TO_ANOTHER_DAY(LaptopFault::misplaceObject),
    COPIED_WITHOUT_HIDDEN_FILES(LaptopFault::copyWithoutHiddenFiles),
    SYMBOLIC_LINK(LaptopFault::askThroughLink),
    DEMO_INTO_IT(LaptopFault::runDemo);

    private static final int QUARANTINED = 3;
    private static final int USUAL_MILLIS = 3_000;

    private final Act act;

    private interface Act {
        void on(LaptopLakes lakes) throws IOException;
    }

    /** Runs a command and disturbs it. */
    private interface Mishap {
        Ended run(LaptopLakes lakes, String... command);
    }

    LaptopFault(Act act) {
        this.act = act;
    }

    /** Causes the fault, then does what the command advises or a person would do. */
    void happen(LaptopLakes lakes) throws IOException {
        act.on(lakes);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void breakLoad(LaptopLakes lakes, Mishap mishap) throws IOException {
        Path file = lakes.nextFile();
        expectNoTrace(lakes, mishap.run(lakes, loadOf(lakes, file)));
        lakes.checkVerdict();
        loadAgain(lakes, file);
    }

    private static void loadCutGzip(LaptopLakes lakes) throws IOException {
        Path file = lakes.nextFile();
        byte[] whole = Files.readAllBytes(file);
        Path cut = lakes.folder().resolve("cut.gz");
        Files.write(cut, Arrays.copyOf(whole, 1 + lakes.random().nextInt(whole.length - 1)));
        expectFailureOfLoad(lakes, cut);
        loadAgain(lakes, file);
    }

    private static void loadDamagedGzip(LaptopLakes lakes) throws IOException {
        Path first = lakes.nextFile();
        Path second = lakes.nextFile();
        byte[] damaged = Files.readAllBytes(second);
        // Damage the header of the second member; the first stays sound.
        damaged[lakes.random().nextInt(3)] ^= 0x55;
        Path both = lakes.folder().resolve("damaged.gz");
        Files.copy(first, both, StandardCopyOption.REPLACE_EXISTING);
        Files.write(both, damaged, StandardOpenOption.APPEND);
        expectFailureOfLoad(lakes, both);
        // What lies before the damage must be in the lake already.
        lakes.expect(first);
        loadAgain(lakes, second);
    }

    private static void loadTwoFiles(LaptopLakes lakes) throws IOException {
        Path file = lakes.nextFile();
        Path other = lakes.nextFile();
        ChildCommand first = ChildCommand.start(loadOf(lakes, file));
        ChildCommand second = ChildCommand.start(loadOf(lakes, other));
        expectQuarantineAtMost(lakes, first.await());
        expectQuarantineAtMost(lakes, second.await());
        lakes.expect(file);
        lakes.expect(other);
    }

    private static void askTwice(LaptopLakes lakes) throws IOException {
        lakes.load(lakes.nextFile());
        ChildCommand first = question(lakes);
        ChildCommand second = question(lakes);
        lakes.problems().expect("the other answer", last(first.await()), last(second.await()));
    }

    private static void killQuestion(LaptopLakes lakes) throws IOException {
        lakes.load(lakes.nextFile());
        question(lakes).killAfter(anyTime(lakes).multipliedBy(3));
    }

    /** A replay of sound records that are in quarantine; then it is run again. */
    private static void breakReplay(LaptopLakes lakes, Mishap mishap) throws IOException {
        lakes.quarantine(lakes.nextFile());
        String[] replay = {"replay", "--apply", "--lake", lakes.lake().folder().toString()};
        expectNoTrace(lakes, mishap.run(lakes, replay));
        lakes.checkVerdict();
        expectQuarantineAtMost(lakes, ChildCommand.start(replay).await());
    }

    private static void loseObject(LaptopLakes lakes) throws IOException {
        lakes.load(lakes.nextFile());
        Path object = lakes.anyObject();
        Path lost = lakes.folder().resolve(object.getFileName());
        Files.move(object, lost);
        lakes.checkVerdict();
        // The transform takes its own lines again.
        LaptopLakes.load(lakes.lake(), lost);
    }

    private static void cutObject(LaptopLakes lakes) throws IOException {
        Path object = lakes.anyObject();
        Path whole = lakes.folder().resolve(object.getFileName());
        Files.copy(object, whole);
        byte[] bytes = Files.readAllBytes(object);
        Files.write(object, Arrays.copyOf(bytes, lakes.random().nextInt(bytes.length)));
        lakes.checkVerdict();
        Files.delete(object);
        LaptopLakes.load(lakes.lake(), whole);
    }

    private static void misplaceObject(LaptopLakes lakes) throws IOException {
        Path object = lakes.anyObject();
        Path hour = lakes.lake().hour(LocalDateTime.parse("2026-01-01T00:00"));
        Path moved = Files.createDirectories(hour).resolve(object.getFileName());
        Files.move(object, moved);
        lakes.checkVerdict();
        Files.move(moved, object);
        Files.delete(hour);
    }

    private static void copyWithoutHiddenFiles(LaptopLakes lakes) throws IOException {
        lakes.check();
        Path lake = lakes.lake().folder();
        Path copy = lakes.folder().resolve("copy");
        try (Stream<Path> paths = Files.walk(lake)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path name = lake.relativize(path);
                if (!("/" + name).contains("/.")) {
                    Files.createDirectories(copy.resolve(name).getParent());
                    Files.copy(path, copy.resolve(name));
                }
            }
        }
        lakes.checkViews("views of a copy", copy);
    }

    private static void askThroughLink(LaptopLakes lakes) throws IOException {
        lakes.check();
        Path link = lakes.folder().resolve("link");
        lakes.checkViews(
                "views behind a link", Files.createSymbolicLink(link, lakes.lake().folder()));
    }

    private static void runDemo(LaptopLakes lakes) {
        String lake = lakes.lake().folder().toString();
        Ended ended = ChildCommand.start("demo", "--messages", "10", "--lake", lake).await();
        lakes.problems().expect("the demo's status", 1, ended.status());
    }

    private static Ended kill(LaptopLakes lakes, String... command) {
        return ChildCommand.start(command).killAfter(anyTime(lakes));
    }

    private static Ended runOnFullDisk(LaptopLakes lakes, String... command) {
        int kilobytes = 1 + lakes.random().nextInt(32);
        return ChildCommand.startOnFullDisk(kilobytes, command).await();
    }

    private static Ended runTwice(LaptopLakes lakes, String... command) {
        ChildCommand first = ChildCommand.start(command);
        expectNoTrace(lakes, ChildCommand.start(command).await());
        return first.await();
    }

    private static Duration anyTime(LaptopLakes lakes) {
        return Duration.ofMillis(lakes.random().nextInt(USUAL_MILLIS));
    }

    private static String[] loadOf(LaptopLakes lakes, Path file) {
        String lake = lakes.lake().folder().toString();
        return new String[] {"load", "--arrival", "event", "--lake", lake, file.toString()};
    }

    private static void loadAgain(LaptopLakes lakes, Path file) throws IOException {
        expectQuarantineAtMost(lakes, ChildCommand.start(loadOf(lakes, file)).await());
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

    private static String last(Ended ended) {
        return ended.said().lines().reduce("", (_, line) -> line);
    }

    private static void expectFailureOfLoad(LaptopLakes lakes, Path file) throws IOException {
        Ended ended = ChildCommand.start(loadOf(lakes, file)).await();
        expectNoTrace(lakes, ended);
        if (ended.status() == 0 || !ended.said().contains(file.getFileName().toString())) {
            lakes.problems().add("%s is not named: %s", file.getFileName(), ended);
        }
        lakes.checkVerdict();
    }

    private static void expectQuarantineAtMost(LaptopLakes lakes, Ended ended) {
        expectNoTrace(lakes, ended);
        if (ended.status() != 0 && ended.status() != QUARANTINED) {
            lakes.problems().add("a command failed: %s", ended);
        }
    }

    private static void expectNoTrace(LaptopLakes lakes, Ended ended) {
        if (ended.said().contains("\tat ")) {
            lakes.problems().add("a stack trace: %s", ended.said());
        }
    }
}
