package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private static Events changes() {
        String before = topics("a OptIn", "b OptOut", "c OptIn", "d OptIn", "e OptOut");
        String now = topics("d OptOut", "e OptOut", "b OptIn", "a OptOut", "c OptIn", "f OptIn");
        return new Events()
                .add(
                        "Subscription",
                        "m1",
                        "'destination':['Ann <A@x.org>'],'commonHeaders':{'subject':'Hi'}",
                        "'subscription':{'timestamp':'2026-02-02T10:00:00.000Z','contactList':'shop',"
                                + "'source':'UnsubscribeHeader',"
                                + "'oldTopicPreferences':{'unsubscribeAll':false,%s},"
                                        .formatted(before)
                                + "'newTopicPreferences':{'unsubscribeAll':false,%s}}"
                                        .formatted(now))
                .add(
                        "Subscription",
                        "m2",
                        "",
                        "'subscription':{'newTopicPreferences':{'unsubscribeAll':true}}")
                .add("Subscription", "m3", "", "")
                .add("Open", "m4", "", "");
    }

    @Test
    void namesTheTopicsThatWereLeftAndJoined() {
        List<String> twice = new ArrayList<>(changes().lines());
        twice.addAll(changes().lines());
        TestLake.of(twice);
        assertEquals(
                """
                [2026-02-02 10:00:00.000, [a@x.org], shop, UnsubscribeHeader, false, [a, d], [b, f], Hi, m1]
                [2026-02-01 10:00:00.000, [], null, null, true, [], [], null, m2]
                [2026-02-01 10:00:00.000, [], null, null, null, [], [], null, m3]""",
                TestLake.answer(
                        "select event_timestamp, recipients, contact_list, channel,"
                                + " is_unsubscribed_from_all, topics_left, topics_joined, subject,"
                                + " message_id from subscriptions order by message_id"));
    }

    @Test
    void readsOfHistoryWhatAFilterOnTimeLeaves() {
        TestLake.of("2026-02-03-10", new Events().add("Subscription", "m1", "", "").lines());
        String later = "'subscription':{'timestamp':'2026-03-02T10:00:00Z'}";
        TestLake.event("2026-03-02-10", new Events().add("Subscription", "m2", "", later).lines());

        TestLake.assertReadsOnlyFebruary("subscriptions");
    }

    @Test
    void hasEveryChangeOfMadeUpMailOnce() {
        Lifecycles mail = Lifecycles.untilNow(24, 3_000, 4);
        List<List<Object>> expected = expected(mail);
        String all =
                "select event_id, event_timestamp, recipients, contact_list,"
                        + " is_unsubscribed_from_all, topics_left, topics_joined"
                        + " from subscriptions order by event_id";
        assertEquals(expected, mail.lake().query(all).values());
        assertEquals(expected, mail.shuffledTwice(11).query(all).values());
    }

    /** All who change anything there leave for good. */
    private static List<List<Object>> expected(Lifecycles mail) {
        TreeMap<String, List<Object>> rows = new TreeMap<>();
        mail.distinct().stream()
                .filter(event -> event.type().equals("Subscription"))
                .forEach(
                        event ->
                                rows.put(
                                        event.id(),
                                        List.of(
                                                event.id(),
                                                Lifecycles.sql(event.time()),
                                                event.recipients(),
                                                "shop-customers",
                                                true,
                                                List.of("weekly-offers"),
                                                List.of())));
        return List.copyOf(rows.values());
    }

    private static String topics(String... topics) {
        List<String> entries = new ArrayList<>();
        for (String topic : topics) {
            String[] words = topic.split(" ");
            entries.add(
                    "{'topicName':'%s','subscriptionStatus':'%s'}".formatted(words[0], words[1]));
        }
        return "'topicSubscriptionStatus':" + entries;
    }
}
