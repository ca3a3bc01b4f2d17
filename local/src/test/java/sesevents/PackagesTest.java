package sesevents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The imports of main code run one way, and no class or package is too large to know. */
class PackagesTest {
    private static final int LINES_MAX = 250;
    private static final int CLASSES_MAX = 20;
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .importPaths(
                            Stream.of("lambda", "local")
                                    .map(PackagesTest::module)
                                    .map(module -> module.resolve("target/classes"))
                                    .toList());

    private static Path module(String name) {
        return Checkout.root().resolve(name);
    }

    @Test
    void formNoCircle() {
        slices().matching("sesevents.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void importNothingFromTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("sesevents.cli..", "sesevents.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("sesevents.cli..")
                .check(MAIN);
    }

    @Test
    void shareARootThatUsesNoneOfThem() {
        classes()
                .that()
                .resideInAPackage("sesevents")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("sesevents.*..")
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lambda", "local", "bench"})
    void haveNoClassThatIsTooLong(String module) throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources(module)) {
            if (Files.readAllLines(file).size() > LINES_MAX) {
                tooLong.add(file.getFileName().toString());
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lambda", "local", "bench"})
    void areSmallOrSayWhyNot(String module) throws IOException {
        for (Path info : sources(module)) {
            if (!info.endsWith("package-info.java")) {
                continue;
            }
            try (Stream<Path> siblings = Files.list(info.getParent())) {
                long classes = siblings.filter(Files::isRegularFile).count() - 1;
                assertTrue(
                        classes <= CLASSES_MAX || Files.readString(info).contains("classes"),
                        "%s has %d classes: say in its package-info why"
                                .formatted(info.getParent().getFileName(), classes));
            }
        }
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(module(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
