package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function's module as sam build has it: alone in a scratch folder, and built with Maven. */
class SamBuildTest {
    @TempDir private Path scratch;

    @Test
    void packagesTheFunctionWithoutItsTests() throws IOException, InterruptedException {
        Path module = moduleWithATestThatFails();
        assertEquals(0, mvn(module), () -> output(module));
        assertTrue(Files.exists(module.resolve("target/ses-events-transform-0.1.0.jar")));
    }

    @Test
    void runsTheTestsInACheckout() throws IOException, InterruptedException {
        Path module = moduleWithATestThatFails();
        Files.createFile(scratch.resolve("template.yaml"));
        assertNotEquals(0, mvn(module));
        assertTrue(output(module).contains("FailingTest.fails"), output(module));
    }

    private Path moduleWithATestThatFails() throws IOException {
        Path module = scratch.resolve("lambda");
        Files.createDirectories(module.resolve("src/test/java"));
        Files.copy(Checkout.root().resolve("lambda/pom.xml"), module.resolve("pom.xml"));
        Files.writeString(
                module.resolve("src/test/java/FailingTest.java"),
                """
                class FailingTest {
                    @org.junit.jupiter.api.Test
                    void fails() {
                        throw new AssertionError();
                    }
                }
                """);
        return module;
    }

    private static int mvn(Path module) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("mvn", "--batch-mode", "package")
                        .directory(module.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(module.resolve("output").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start().waitFor();
    }

    private static String output(Path module) {
        try {
            return Files.readString(module.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
