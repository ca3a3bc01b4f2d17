package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;

class QueriesTest {
    /** The quarantine has a test of its own; all_events is one of the first release. */
    @Test
    void haveAnAnswerEachInTheCases() {
        Set<String> answered =
                ViewCase.all().stream()
                        .flatMap(one -> one.questions().stream())
                        .map(question -> question.sql().toString().strip())
                        .collect(Collectors.toSet());
        assertEquals(
                List.of("all_events", "in_quarantine"),
                SqlTree.ofCheckout().queries().stream()
                        .map(Query::name)
                        .filter(name -> !answered.contains(name))
                        .toList());
    }

    @Test
    void keepTheWordsOfTheFirstRelease() {
        assertEquals("select * from \"ses_event_db\".\"ses_events\"", words("all_events"));
        assertEquals(
                "select * from \"ses_event_db\".\"email_status\" cross join unnest(destination) as t (email)"
                        + " where t.email = 'success@simulator.amazonses.com' order by time_sent desc",
                words("status_by_recipient"));
    }

    private static String words(String name) {
        return TestLake.query(name)
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining(" "))
                .strip();
    }
}
