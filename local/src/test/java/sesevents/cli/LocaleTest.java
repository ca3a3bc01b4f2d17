package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocaleTest {
    @TempDir private Path folder;

    @Test
    void printsTheSameOnEveryMachine() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"a\":1}\n".repeat(1_234));
        String expected = load(file, "en-US");
        assertTrue(expected.startsWith("read         1,234 records from 1 source\n"), expected);
        for (String locale : List.of("de-DE", "tr-TR", "ar-EG-u-nu-arab", "fr-CH")) {
            assertEquals(expected, load(file, locale), locale);
        }
    }

    private String load(Path file, String locale) throws IOException, InterruptedException {
        String[] parts = locale.split("-", 3);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Duser.language=" + parts[0],
                                "-Duser.region=" + parts[1],
                                "-Duser.extensions=" + (parts.length > 2 ? parts[2] : ""),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "load",
                                file.toString(),
                                "--lake",
                                folder.resolve("lake").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(3, process.waitFor());
        return printed;
    }
}
