package sesevents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with nothing on PATH but what a test puts there. */
abstract class LauncherCase {
    static final String BASH = which("bash").toString();
    static final String JDK_FILE = "JAVA_VERSION=\"%s\"%n";
    static final String MAVEN =
            """
            case "$*" in
                *--version*) echo "Apache Maven %s (fake)" ;;
                *)
                    echo "$@" >>"${0%%/*}/../calls"
                    mkdir -p {local,bench}/target
                    echo a.jar:b.jar | tee {local,bench}/target/classpath.txt >/dev/null ;;
            esac
            """;

    @TempDir Path machine;
    Path checkout;
    Path bin;

    /** How a run ended, and what it printed. */
    record Run(int status, String out, String err) {}

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        checkout = Files.createDirectories(machine.resolve("checkout"));
        bin = Files.createDirectories(machine.resolve("bin"));
        Files.copy(Checkout.root().resolve("ses-events"), checkout.resolve("ses-events"));
        for (String module : List.of(".", "lambda", "local", "local/trino", "bench")) {
            Path folder = checkout.resolve(module);
            Files.createDirectories(folder.resolve("src/main"));
            Files.createFile(folder.resolve("pom.xml"));
        }
        for (String tool :
                "cat cmp cp dirname find grep head mkdir mv sed tail tee touch uname".split(" ")) {
            program(tool, "exec %s \"$@\"".formatted(which(tool)));
        }
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return bash(Stream.concat(Stream.of("ses-events"), Stream.of(arguments)).toList());
    }

    Run bash(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(BASH));
        command.addAll(words);
        Path out = machine.resolve("out");
        Path err = machine.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(checkout.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", machine.toString());
        builder.environment().put("JAVA_HOME", machine.resolve("jdk").toString());
        int status = builder.start().waitFor();
        return new Run(status, Files.readString(out), Files.readString(err));
    }

    void tools(String maven) throws IOException {
        jdk("25.0.1", machine.resolve("jdk"));
        program("mvn", MAVEN.formatted(maven));
    }

    /** A JDK whose java prints its home or its arguments, writes to stderr, and exits with 3. */
    void jdk(String version, Path home) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), JDK_FILE.formatted(version));
        executable(home.resolve("bin/javac"), "");
        executable(
                home.resolve("bin/java"),
                """
                echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
                case "$*" in *demo*) echo "${0%/bin/java}"; exit ;; esac
                printf '<%s>' "$@"; echo
                printf 'first\\n\\nlast, unfinished' >&2
                exit 3
                """);
    }

    void program(String name, String script) throws IOException {
        executable(bin.resolve(name), script);
    }

    void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!" + BASH + "\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static Path which(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no " + tool));
    }
}
