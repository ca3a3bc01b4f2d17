package sesevents.emulator;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** This machine's Java with the options that Lambda sets for a function with 512 MB. */
public final class LambdaJvm {
    private LambdaJvm() {}

    /** The program and its options; a class path and a class have to follow. */
    public static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx445644k");
    }

    /** The jar or folder that the class was loaded from. */
    public static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no jar of " + type, e);
        }
    }
}
