package sesevents.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocaleTest {
    @TempDir private Path folder;

    /** Some locales have other digits, separators or capital letters. */
    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab"})
    void printsTheSameOnEveryMachine(String locale) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"a\":1}\n".repeat(1_234));
        String[] parts = (locale + "-").split("-", 3);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Duser.language=" + parts[0],
                                "-Duser.region=" + parts[1],
                                "-Duser.extensions=" + parts[2].replaceFirst("-$", ""),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "load",
                                file.toString(),
                                "--lake",
                                folder.resolve("lake").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(3, process.waitFor());
        assertTrue(printed.startsWith("read         1,234 records from 1 source\n"), printed);
    }
}
