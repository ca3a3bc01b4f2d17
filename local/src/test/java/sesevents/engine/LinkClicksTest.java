package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sesevents.engine.Lifecycles.Event;

class LinkClicksTest {
    private static Events clicks() {
        return new Events()
                .add(
                        "Click",
                        "m1",
                        "'destination':['Ann <A@x.org>'],'commonHeaders':{'subject':'Hi'},"
                                + "'tags':{'ses:configuration-set':['marketing'],'campaign':['x']}",
                        "'click':{'timestamp':'2026-02-01T10:01:05.900Z','ipAddress':'192.0.2.1',"
                                + "'userAgent':'Mozilla','link':'https://x.org/a/b?c=d#e',"
                                + "'linkTags':{'place':['top','left'],'kind':['button']}}")
                .add(
                        "Click",
                        "m2",
                        "'destination':['a@x.org','b@x.org']",
                        "'click':{'link':'mailto:help@x.org','linkTags':null}")
                .add("Click", "m3", "", "'click':{'link':'https://x.org#top','linkTags':{}}")
                .add("Click", "m4", "'destination':['a@x.org']", "")
                .add("Open", "m5", "'destination':['a@x.org']", "");
    }

    @Test
    void showsLinkAndReaderAsFarAsTheyAreKnown() {
        List<String> twice = new ArrayList<>(clicks().lines());
        twice.addAll(clicks().lines());
        TestLake.of(twice);
        assertEquals(
                """
                [2026-02-01 10:01:05.900, https://x.org/a/b?c=d#e, https://x.org/a/b, kind=button place=top,left, \
                a@x.org, only_recipient, 65, Mozilla, 192.0.2.1, marketing, Hi, m1]
                [2026-02-01 10:00:00.000, mailto:help@x.org, mailto:help@x.org, null, null, ambiguous, 0, null, null, \
                null, null, m2]
                [2026-02-01 10:00:00.000, https://x.org#top, https://x.org, null, null, null, 0, null, null, null, null, m3]
                [2026-02-01 10:00:00.000, null, null, null, a@x.org, only_recipient, 0, null, null, null, null, m4]""",
                TestLake.answer(
                        "select event_timestamp, link, page, link_tags, recipient, attribution,"
                                + " seconds_after_sending, user_agent, ip_address, configuration_set,"
                                + " subject, message_id from link_clicks order by message_id"));
    }

    @Test
    void readsOfHistoryWhatAFilterOnTimeLeaves() {
        TestLake.of("2026-02-03-10", new Events().add("Click", "m1", "", "").lines());
        String later = "'click':{'timestamp':'2026-03-02T10:00:00Z'}";
        TestLake.event("2026-03-02-10", new Events().add("Click", "m2", "", later).lines());

        TestLake.assertReadsOnlyFebruary("link_clicks");
    }

    @Test
    void hasEveryClickOfMadeUpMailOnce() {
        Lifecycles mail = Lifecycles.untilNow(23, 3_000, 4);
        List<List<Object>> expected = expected(mail);
        String all =
                "select event_id, event_timestamp, link, page, link_tags, recipient,"
                        + " attribution, seconds_after_sending, user_agent, configuration_set, subject"
                        + " from link_clicks order by event_id";
        assertEquals(expected, mail.lake().query(all).values());
        assertEquals(expected, mail.shuffledTwice(10).query(all).values());
    }

    private static List<List<Object>> expected(Lifecycles mail) {
        TreeMap<String, List<Object>> rows = new TreeMap<>();
        mail.distinct().stream()
                .filter(event -> event.type().equals("Click"))
                .forEach(event -> rows.put(event.id(), row(event)));
        return List.copyOf(rows.values());
    }

    private static List<Object> row(Event event) {
        String link = event.text("/click/link");
        boolean sure = event.recipients().size() == 1;
        return Arrays.asList(
                event.id(),
                Lifecycles.sql(event.time()),
                link,
                link.split("\\?")[0],
                linkTags(event.json().at("/click/linkTags")),
                sure ? event.recipients().getFirst() : null,
                sure ? "only_recipient" : "ambiguous",
                Duration.between(event.sentAt(), event.time()).toSeconds(),
                event.text("/click/userAgent"),
                event.text("/mail/tags/ses:configuration-set/0"),
                event.text("/mail/commonHeaders/subject"));
    }

    private static String linkTags(JsonNode tags) {
        return tags.isObject() ? "placement=" + tags.at("/placement/0").textValue() : null;
    }
}
