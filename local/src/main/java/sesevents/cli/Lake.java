package sesevents.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import sesevents.athena.Athena;
import sesevents.ledger.Ledger;

/** The folder that stands for the bucket. */
final class Lake {
    private Lake() {}

    /** Says how to make one where there is none. */
    static void require(Path lake) {
        if (!Files.isDirectory(lake.resolve("events"))) {
            throw new UserError(
                    "no lake at %s; make one: ./ses-events demo, or ./ses-events load FILE --lake %s",
                    lake, lake);
        }
    }

    /** Opens it with a ledger that has all closed days, as on AWS. */
    static Athena open(Path lake, String database, Consumer<String> told) {
        Athena athena = Athena.open(lake, database);
        try {
            // Here nobody does it by the clock.
            Ledger ledger = new Ledger(athena);
            for (LocalDate day : ledger.missing(lake)) {
                ledger.insert(day);
                told.accept("ledger: " + day);
            }
        } catch (UserError e) {
            // The events themselves can be asked all the same.
            told.accept(e.getMessage() + "; the views lack older mail");
        } catch (RuntimeException e) {
            athena.close();
            throw e;
        }
        return athena;
    }
}
