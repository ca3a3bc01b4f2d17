package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The usual mistakes, made on purpose: each must fail the case that names it. */
class BrokenViewsTest {
    static Stream<ViewCase.Mistake> mistakes() {
        return ViewCase.all().stream().flatMap(one -> one.mistakes().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void failTheirCase(ViewCase.Mistake mistake) {
        TestLake.withView(
                mistake.view(),
                mistake.definition(),
                () -> assertThrows(AssertionError.class, mistake.of()::run));
    }
}
