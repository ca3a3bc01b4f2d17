package sesevents.madeup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MailingTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static final Instant END = START.plus(Duration.ofDays(3));

    static Mailing small() {
        return new Mailing(7, 4_000, START, END);
    }

    @Test
    void givesTheSameRecordsAndRowsForTheSameSeed() {
        assertEquals(digest(small()), digest(small()));
        assertEquals(small().expectedRows().toList(), small().expectedRows().toList());
    }

    @Test
    void givesOtherRecordsForAnotherSeed() {
        Mailing other = new Mailing(8, 4_000, START, END);

        assertNotEquals(digest(small()), digest(other));
    }

    @Test
    void publishesInTheOrderOfArrival() {
        Instant last = Instant.MIN;
        for (Publication publication : list(small())) {
            assertFalse(publication.arrival().isBefore(last));
            last = publication.arrival();
        }
    }

    @Test
    void leavesOutWhatArrivesAfterTheEnd() {
        assertTrue(list(small()).stream().noneMatch(one -> one.arrival().isAfter(END)));
    }

    @Test
    void hasEveryEventTypeAndEveryDamage() throws IOException {
        Set<String> types = new TreeSet<>();
        Set<Damage> damages = new TreeSet<>();
        for (Publication publication : list(small())) {
            if (publication.damage() != null) {
                damages.add(publication.damage());
                continue;
            }
            types.add(new ObjectMapper().readTree(publication.record()).path("eventType").asText());
        }

        assertEquals(
                "[Bounce, Click, Complaint, Delivery, DeliveryDelay, Open, Reject, Rendering"
                        + " Failure, Send, Subscription]",
                types.toString());
        assertEquals(Set.of(Damage.values()), damages);
    }

    @Test
    void doublesDelaysAndShufflesEvents() {
        List<Publication> publications = list(small());
        Map<String, Long> copies =
                publications.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> new String(one.record(), UTF_8),
                                        HashMap::new,
                                        Collectors.counting()));
        List<String> first = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Publication publication : publications) {
            String text = new String(publication.record(), UTF_8);
            if (publication.damage() == null && seen.add(messageId(text))) {
                first.add(text.substring(0, 22));
            }
        }

        assertTrue(copies.values().stream().anyMatch(count -> count == 2));
        assertTrue(first.contains("{\"eventType\":\"Delivery"), "a Delivery before its Send");
    }

    @Test
    void writesEventsOfAboutTwoKilobytes() {
        List<Publication> publications = list(small());

        double average =
                publications.stream().mapToInt(one -> one.record().length).average().orElseThrow();

        assertTrue(average > 1_900 && average < 2_100, () -> "average " + average);
    }

    @Test
    void readsMailWithEveryKindOfClient() throws IOException {
        Set<String> agents = new TreeSet<>();
        for (JsonNode event : events()) {
            agents.add(event.path("open").path("userAgent").asText());
        }
        agents.remove("");

        assertEquals(
                Stream.of(Client.values())
                        .map(Client::opens)
                        .collect(Collectors.toCollection(TreeSet::new)),
                agents);
    }

    @Test
    void labelsSomeMachinesAndNotEveryEvent() throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (JsonNode event : events()) {
            JsonNode engagement = event.has("open") ? event.path("open") : event.path("click");
            if (engagement.has("userAgent")) {
                boolean isScanner =
                        engagement.path("userAgent").asText().equals(Client.SCANNER.clicks());
                labels.computeIfAbsent(isScanner ? "scanner" : "other", _ -> new TreeSet<>())
                        .add(engagement.path("isBotEvent").asText("nothing"));
            }
        }

        assertEquals(Set.of("Likely", "Unlikely", "nothing"), labels.get("scanner"));
        assertTrue(labels.get("other").containsAll(Set.of("Unlikely", "nothing")));
    }

    @Test
    void hearsOfComplaintsOnlyFromProvidersThatTell() throws IOException {
        Set<String> domains = new TreeSet<>();
        for (JsonNode event : events()) {
            for (JsonNode one : event.path("complaint").path("complainedRecipients")) {
                String address = one.path("emailAddress").asText().toLowerCase(Locale.ROOT);
                domains.add(address.substring(address.indexOf('@') + 1));
            }
        }

        assertTrue(domains.contains("outlook.com"), domains::toString);
        for (MailboxProvider provider : MailboxProvider.values()) {
            if (!provider.hasFeedbackLoop()) {
                assertTrue(Collections.disjoint(domains, provider.domains()), domains::toString);
            }
        }
    }

    @Test
    void hasScannersFollowEveryLinkWithinSeconds() throws IOException {
        Map<String, Set<String>> links = new HashMap<>();
        for (JsonNode event : events()) {
            JsonNode click = event.path("click");
            if (click.path("userAgent").asText().equals(Client.SCANNER.clicks())) {
                links.computeIfAbsent(
                                event.path("mail").path("messageId").asText(), _ -> new TreeSet<>())
                        .add(click.path("link").asText());
            }
        }

        // Damage takes a click here and there.
        assertTrue(links.values().stream().filter(all -> all.size() == 5).count() > 10);
    }

    private static List<JsonNode> events() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (Publication publication : list(small())) {
            if (publication.damage() == null) {
                events.add(new ObjectMapper().readTree(publication.record()));
            }
        }
        return events;
    }

    private static String messageId(String event) {
        int from = event.indexOf("\"messageId\":\"") + 13;
        return event.substring(from, event.indexOf('"', from));
    }

    private static List<Publication> list(Mailing mailing) {
        List<Publication> list = new ArrayList<>();
        Iterator<Publication> publications = mailing.publications();
        publications.forEachRemaining(list::add);
        return list;
    }

    private static String digest(Mailing mailing) {
        return list(mailing).stream()
                .map(one -> one.arrival() + new String(one.record(), UTF_8))
                .collect(Collectors.joining("\n"));
    }
}
