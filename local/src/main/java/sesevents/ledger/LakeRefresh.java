package sesevents.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.athena.Athena;
import sesevents.cli.UserError;
import sesevents.lake.Lake;
import sesevents.lake.LakeLock;
import sesevents.lake.Sha256;

/**
 * Keeps a lake's ledger complete: there is no scheduler on a laptop, so each command that asks the
 * views does it first. For every closed day it notes which objects the ledger has; a day whose
 * objects are others by now is inserted again, however they came there.
 */
public final class LakeRefresh {
    private final Lake lake;
    private final Ledger ledger;

    public LakeRefresh(Lake lake, Athena athena) {
        this.lake = lake;
        this.ledger = new Ledger(athena);
    }

    /**
     * Opens a lake whose ledger has all closed days.
     *
     * @param told what was inserted, and what cannot be: the events themselves can be asked anyway
     */
    public static Athena open(Lake lake, Consumer<String> told) {
        Athena athena = Athena.open(lake.folder());
        try {
            new LakeRefresh(lake, athena).run((day, _) -> told.accept("ledger: " + day));
        } catch (UserError e) {
            told.accept(e.getMessage() + "; the views lack older mail");
        } catch (RuntimeException e) {
            athena.close();
            throw e;
        }
        return athena;
    }

    /** The closed days whose objects the ledger does not have yet, or not all of them. */
    public static List<LocalDate> staleDays(Lake lake) {
        return lake.days().headSet(Ledger.lastClosedDay(), true).stream()
                .filter(day -> !objects(lake, day).equals(noted(lake, day)))
                .toList();
    }

    /**
     * Inserts every stale day; one that fails does not keep the others out.
     *
     * @param told is told each day and its rows, at once
     * @return how many days were inserted
     * @throws UserError if one cannot be inserted
     */
    public int run(ObjLongConsumer<LocalDate> told) {
        List<UserError> failures = new ArrayList<>();
        int inserted = 0;
        // Two processes at once would overwrite each other's state of the table.
        try (LakeLock _ = LakeLock.of(lake)) {
            for (LocalDate day : staleDays(lake)) {
                // What comes while the day is read is noticed the next time.
                String objects = objects(lake, day);
                try {
                    told.accept(day, ledger.insert(day));
                    note(day, objects);
                    inserted++;
                } catch (UserError e) {
                    failures.add(e);
                }
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return inserted;
    }

    /** A hash of the names and sizes of a day's objects. */
    private static String objects(Lake lake, LocalDate day) {
        try (Stream<Path> objects = Files.list(lake.day(day))) {
            return Sha256.prefix(
                    objects.filter(object -> !object.getFileName().toString().startsWith("."))
                            .map(object -> object.getFileName() + " " + object.toFile().length())
                            .sorted()
                            .collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + lake.day(day), e);
        }
    }

    private static String noted(Lake lake, LocalDate day) {
        Path note = lake.refreshed().resolve(day.toString());
        try {
            return Files.exists(note) ? Files.readString(note) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + note, e);
        }
    }

    private void note(LocalDate day, String objects) {
        Path note = lake.refreshed().resolve(day.toString());
        try {
            Files.createDirectories(note.getParent());
            Files.writeString(note, objects);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + note, e);
        }
    }
}
