package sesevents.console;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import sesevents.UserError;
import sesevents.engine.QueryFailed;
import sesevents.engine.TestLake;
import sesevents.questions.Questions;

/** A console over the lake of the tests. */
abstract class ConsoleCase {
    private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
    private Console console;

    final Browser browser() throws IOException, InterruptedException {
        return browser(Questions.USUAL_MAX_BYTES);
    }

    final Browser browser(long maxBytes) throws IOException, InterruptedException {
        console = Console.start(0, setup(maxBytes));
        return new Browser(console);
    }

    final Console.Setup setup(long maxBytes) {
        return new Console.Setup(
                TestLake.questions(maxBytes, InstantSource.system()),
                " --lake 'my lake'",
                InstantSource.system(),
                failure ->
                        failure instanceof QueryFailed ? new UserError("the query failed") : null,
                faults::add);
    }

    @AfterEach
    final void close() {
        if (console != null) {
            console.close();
        }
        Assertions.assertEquals(List.of(), faults);
    }
}
