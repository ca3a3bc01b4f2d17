package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sesevents.engine.ViewCase.Mistake;

/** The cases of src/test/resources/sesevents/views, with and without the mistakes in them. */
class ViewCasesTest {
    static Stream<ViewCase> cases() {
        return ViewCase.all().stream();
    }

    /** Views with a mistake are asked over the same lake: no statement of a refresh reads them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void haveTheirRowsButNotWithAMistake(ViewCase one) {
        one.arrive();
        one.ask();
        for (Mistake mistake : one.mistakes()) {
            TestLake.withView(
                    mistake.view(),
                    mistake.definition(),
                    () -> assertThrows(AssertionError.class, one::ask, mistake::toString));
        }
    }
}
