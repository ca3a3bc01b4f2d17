package sesevents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** What a tool of the virtual environment prints, errors too. */
    static String output(String tool, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(file("bin/" + tool).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
