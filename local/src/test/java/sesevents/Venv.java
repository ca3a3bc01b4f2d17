package sesevents;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The pinned Python tools, where the launcher has put them. */
public final class Venv {
    private Venv() {}

    /** A file of the virtual environment; the test is skipped where there is none. */
    public static Path file(String path) {
        String given = System.getProperty("ses-events.venv", "");
        Path venv = given.isEmpty() ? Checkout.root().resolve(".venv") : Path.of(given);
        Assumptions.assumeTrue(
                Files.isDirectory(venv), "no .venv here: ./ses-events test shell makes it");
        return venv.resolve(path);
    }
}
