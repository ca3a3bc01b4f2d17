package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngagementTest {
    /** Lines as the function stored them before August 2026, none of them written anew. */
    @Test
    void answersFilesFromBeforeTheWordOfSesAsItDidThen() {
        String day = TestLake.today().minusDays(1).toString();
        String mail =
                "'message_id':'m','sent_timestamp':'{1} 10:00:00.000','recipients':['a@x.org'],"
                        + "'mail':{'messageId':'m','timestamp':'{1}T10:00:00.000Z','destination':['a@x.org']},"
                        + "'tags':[{'name':'campaign','value':'spring'}],'ingest_timestamp':'{1} 13:00:05.000'";
        List<String> lines =
                Stream.of(
                                "{'eventType':'Open',%s,'event_id':'e1','event_timestamp':'{1} 12:00:00.000',"
                                        + "'open':{'timestamp':'{1}T12:00:00.000Z','userAgent':'Mozilla/5.0',"
                                        + "'ipAddress':'172.224.226.7'}}",
                                "{'eventType':'Click',%s,'event_id':'e2','event_timestamp':'{1} 13:00:00.000',"
                                        + "'click':{'timestamp':'{1}T13:00:00.000Z','userAgent':'Firefox',"
                                        + "'ipAddress':'203.0.113.9','link':'https://x.org','linkTags':null}}")
                        .map(line -> line.formatted(mail).replace("{1}", day).replace('\'', '"'))
                        .toList();

        TestLake.of(lines);

        assertEquals(
                """
                [e1, Open, machine, apple_privacy, machine, apple_privacy, null, Mozilla/5.0, 172.224.226.7, null, 7200.0, 0]
                [e2, Click, human, nothing_against_it, human, nothing_against_it, null, Firefox, 203.0.113.9, https://x.org, 10800.0, 1]""",
                TestLake.answer(
                        "select event_id, eventtype, verdict, rule_name, own_verdict, own_rule_name,"
                                + " ses_verdict, user_agent, ip_address, link, seconds_after_delivery,"
                                + " links_at_once from engagement_events order by 1"));
        assertEquals(
                "[0, 1, 1, 0, human, 0, 0]",
                TestLake.answer(
                        "select human_open_count, machine_open_count, human_click_count, machine_click_count,"
                                + " verdict, ses_likely_count, ses_unlikely_count from engagement"));
        assertEquals(
                "[null, null]\n[null, null]",
                TestLake.answer("select open.isbotevent, click.isbotevent from ses_events"));
    }
}
