package sesevents.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.Test;
import sesevents.sql.SqlTree;

class NameCompleterTest {
    private static final List<Relation> RELATIONS = Relation.of(SqlTree.ofCheckout());

    @Test
    void offersNothingButTablesAndViewsBehindFrom() {
        List<String> relations = RELATIONS.stream().map(Relation::name).toList();
        for (String before : List.of("select 1 from |", "FROM |", "from a join |", "describe |")) {
            assertEquals(relations, offered(before), before);
        }
    }

    @Test
    void offersTheColumnsOfWhatTheStatementNames() {
        List<String> offered = offered("select | from email_status");
        assertTrue(offered.containsAll(List.of("bounce_type", "select", "ses_events")));
        assertFalse(offered.contains("eventtype"));
        assertTrue(offered("select |").containsAll(List.of("bounce_type", "eventtype", "rawdata")));
        assertTrue(offered("select 1 from Ses_Events where |").contains("ingest_hour"));
        assertTrue(offered("select | from event_history").contains("concerned_count"));
    }

    @Test
    void offersTheFieldsOfAStructBehindItsDot() {
        assertEquals(
                List.of("ipaddress", "timestamp", "useragent", "isbotevent"),
                offered("select open.| from ses_events"));
        assertTrue(offered("select e.mail.COMMONHEADERS.| from ses_events e").contains("subject"));
        assertTrue(offered("select mail.| from ses_events").contains("commonheaders"));
    }

    @Test
    void offersColumnsBehindTheDotOfAnAlias() {
        List<String> offered = offered("select e.bou| from ses_events e");
        assertTrue(offered.contains("bounce"));
        assertFalse(offered.contains("select"));
    }

    @Test
    void describesWhatItOffers() {
        assertEquals(
                List.of("email_status", "tables and views", "What happened to this mail?"),
                candidates("from |").stream()
                        .filter(candidate -> candidate.value().equals("email_status"))
                        .map(c -> List.of(c.value(), c.group(), c.descr()))
                        .findFirst()
                        .get());
    }

    @Test
    void takesTheNameAroundTheCursor() {
        PromptLine line = PromptLine.of("select a.bc.defg, h", 13);
        assertEquals("defg", line.word());
        assertEquals(1, line.wordCursor());
        assertEquals(List.of("a", "bc"), line.path());
        assertEquals(List.of("select", "a", "bc"), line.before());
    }

    private static List<String> offered(String text) {
        return candidates(text).stream().map(Candidate::value).toList();
    }

    /** With the cursor at the bar. */
    private static List<Candidate> candidates(String text) {
        List<Candidate> candidates = new ArrayList<>();
        PromptLine line = PromptLine.of(text.replace("|", ""), text.indexOf('|'));
        new NameCompleter(RELATIONS).complete(null, line, candidates);
        return candidates;
    }
}
