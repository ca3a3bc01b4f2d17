package sesevents.engine;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of src/test/resources/sesevents/views. */
class ViewCasesTest {
    static Stream<ViewCase> cases() {
        return ViewCase.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answer(ViewCase one) {
        one.run();
    }
}
