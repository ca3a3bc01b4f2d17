package sesevents.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import sesevents.UserError;
import sesevents.engine.QueryFailed;
import sesevents.engine.TestLake;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.load.Pipeline;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;
import sesevents.questions.Questions;

/** A console over the lake of the tests. */
abstract class ConsoleCase {
    private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
    private static final String BROKEN = "no event";
    private Console console;

    /** Fills the lake with made-up mail of the last three days, and one broken record. */
    static void madeUpMail(int mails) {
        Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
        Pipeline pipeline =
                new Pipeline(TestLake.empty(), StreamSettings.DEPLOYED, new SeededIds(1));
        Mailing mailing = new Mailing(1, mails, end.minus(3, ChronoUnit.DAYS), end);
        for (Iterator<Publication> all = mailing.publications(); all.hasNext(); ) {
            Publication publication = all.next();
            pipeline.put(publication.record(), publication.arrival(), "made up");
        }
        pipeline.put(BROKEN.getBytes(UTF_8), end, BROKEN);
        pipeline.close();
        TestLake.refresh();
    }

    final Browser browser() throws IOException, InterruptedException {
        return browser(Questions.USUAL_MAX_BYTES);
    }

    final Browser browser(long maxBytes) throws IOException, InterruptedException {
        return new Browser(start(maxBytes));
    }

    final Console start(long maxBytes) throws IOException {
        console = Console.start(0, setup(maxBytes));
        return console;
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
