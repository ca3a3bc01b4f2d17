package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreshHistoryTest {
    private final List<String> told = new ArrayList<>();
    private FreshHistory history;

    @BeforeEach
    void open() {
        TestLake.of(TestLake.hoursAgo(3), Events.of("Send a1 to: [a@x.org]"));
        history = new FreshHistory(TestLake.lake(), TestLake.engine(), told::add);
        history.refresh();
    }

    @Test
    void insertsWhatIsThereAtTheStart() {
        assertEquals(1, told.size(), told::toString);
        assertEquals("[1]", TestLake.answer("select count(*) from event_history"));
    }

    @Test
    void insertsAnEventThatComesIntoAnOldHour() {
        TestLake.event(TestLake.hoursAgo(3), Events.of("Send b1 to: [b@x.org]"));
        history.refresh();
        assertEquals("[2]", TestLake.answer("select count(*) from event_history"));
    }

    @Test
    void insertsAnHourThatIsNew() {
        TestLake.event(TestLake.hoursAgo(5), Events.of("Send b1 to: [b@x.org]"));
        history.refresh();
        assertEquals("[2]", TestLake.answer("select count(*) from event_history"));
    }

    /** Without its notes, a refresh that looks into the hours would insert them again. */
    @Test
    void looksIntoNoHourIfNoFolderHasChanged() throws IOException {
        Files.delete(TestLake.lake().refreshed());
        history.refresh();
        assertEquals(1, told.size(), told::toString);
    }
}
