package sesevents.madeup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MailingTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(3));
    private static final List<Publication> PUBLICATIONS = list(small());
    private static final List<JsonNode> EVENTS =
            PUBLICATIONS.stream()
                    .filter(one -> one.damage() == null)
                    .map(MailingTest::event)
                    .toList();

    static Mailing small() {
        return new Mailing(7, 4_000, START, END);
    }

    @Test
    void givesTheSameRecordsAndRowsForTheSameSeedAlone() {
        assertEquals(texts(PUBLICATIONS), texts(list(small())));
        assertEquals(small().expectedRows().toList(), small().expectedRows().toList());
        assertNotEquals(texts(PUBLICATIONS), texts(list(new Mailing(8, 4_000, START, END))));
    }

    @Test
    void publishesInTheOrderOfArrivalAndNothingAfterTheEnd() {
        List<Instant> arrivals = PUBLICATIONS.stream().map(Publication::arrival).toList();
        assertEquals(arrivals.stream().sorted().toList(), arrivals);
        assertFalse(arrivals.getLast().isAfter(END));
    }

    @Test
    void hasEveryEventTypeEveryDamageAndEveryClient() {
        assertEquals(
                "[Bounce, Click, Complaint, Delivery, DeliveryDelay, Open, Reject, Rendering"
                        + " Failure, Send, Subscription]",
                all("/eventType").toString());
        assertEquals(
                Stream.of(Client.values()).map(client -> client.opens).collect(Collectors.toSet()),
                all("/open/userAgent"));
        Set<Damage> damages = new HashSet<>();
        PUBLICATIONS.forEach(publication -> damages.add(publication.damage()));
        damages.remove(null);
        assertEquals(EnumSet.allOf(Damage.class), damages);
    }

    @Test
    void doublesAndShufflesEvents() {
        Map<String, List<Publication>> copies =
                PUBLICATIONS.stream()
                        .collect(Collectors.groupingBy(one -> new String(one.record(), UTF_8)));
        assertTrue(copies.values().stream().anyMatch(same -> same.size() == 2));

        Map<String, String> firstTypes = new HashMap<>();
        for (JsonNode event : EVENTS) {
            firstTypes.putIfAbsent(
                    event.at("/mail/messageId").asText(), event.path("eventType").asText());
        }
        assertTrue(firstTypes.containsValue("Delivery"), "a Delivery before its Send");
    }

    @Test
    void writesEventsOfAboutTwoKilobytes() {
        double average =
                PUBLICATIONS.stream().mapToInt(one -> one.record().length).average().getAsDouble();
        assertEquals(2_000, average, 100);
    }

    @Test
    void labelsSomeMachinesAndNotEveryEvent() {
        Map<Boolean, Set<String>> labels =
                EVENTS.stream()
                        .map(event -> event.has("open") ? event.get("open") : event.path("click"))
                        .filter(engagement -> engagement.has("userAgent"))
                        .collect(
                                Collectors.partitioningBy(
                                        MailingTest::isScanner,
                                        Collectors.mapping(
                                                one -> one.path("isBotEvent").asText("nothing"),
                                                Collectors.toSet())));
        assertEquals(Set.of("Likely", "Unlikely", "nothing"), labels.get(true));
        assertTrue(labels.get(false).containsAll(Set.of("Unlikely", "nothing")));
    }

    @Test
    void hearsOfComplaintsOnlyFromProvidersThatTell() {
        Set<String> domains = new TreeSet<>();
        for (String address : all("/complaint/complainedRecipients/0/emailAddress")) {
            domains.add(address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT));
        }
        assertTrue(domains.contains("outlook.com"), domains::toString);
        for (MailboxProvider provider : MailboxProvider.values()) {
            if (!provider.hasFeedbackLoop) {
                assertTrue(Collections.disjoint(domains, provider.domains), domains::toString);
            }
        }
    }

    @Test
    void hasScannersFollowEveryLink() {
        Map<String, Set<String>> links =
                EVENTS.stream()
                        .filter(event -> isScanner(event.path("click")))
                        .collect(
                                Collectors.groupingBy(
                                        event -> event.at("/mail/messageId").asText(),
                                        Collectors.mapping(
                                                event -> event.at("/click/link").asText(),
                                                Collectors.toSet())));
        // Damage takes a click here and there.
        assertTrue(links.values().stream().filter(all -> all.size() == 5).count() > 10);
    }

    private static boolean isScanner(JsonNode engagement) {
        return engagement.path("userAgent").asText().equals(Client.SCANNER.clicks);
    }

    /** What the events have at a place. */
    private static Set<String> all(String place) {
        Set<String> values = new TreeSet<>();
        EVENTS.forEach(event -> values.add(event.at(place).asText()));
        values.remove("");
        return values;
    }

    private static JsonNode event(Publication publication) {
        try {
            return new ObjectMapper().readTree(new String(publication.record(), UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Publication> list(Mailing mailing) {
        List<Publication> list = new ArrayList<>();
        mailing.publications().forEachRemaining(list::add);
        return list;
    }

    private static List<String> texts(List<Publication> publications) {
        return publications.stream()
                .map(one -> one.arrival() + new String(one.record(), UTF_8))
                .toList();
    }
}
