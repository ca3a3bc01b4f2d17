package sesevents.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sesevents.sql.SqlTree;

class OutcomeTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void knowsAWayOnForEachReasonOfABounce() {
        Map<String, String> ways = new TreeMap<>();
        for (String reason : reasons()) {
            ways.put(reason, bounced("OnAccountSuppressionList", reason).next());
        }
        assertEquals(11, ways.size(), ways::toString);
        assertEquals(11, ways.values().stream().distinct().count(), ways::toString);
    }

    @Test
    void takesABounceWithoutAReasonForOneOfUnknownReason() {
        assertEquals(bounced("General", "other").next(), bounced(null, null).next());
    }

    @Test
    void tellsSuppressionListsApart() {
        assertEquals(
                5,
                List.of(
                                "EmailValidationSuppressed",
                                "OnAccountSuppressionList",
                                "OnTenantSuppressionList",
                                "Suppressed",
                                "UnsubscribedRecipient")
                        .stream()
                        .map(subtype -> bounced(subtype, "suppressed").next())
                        .distinct()
                        .count());
    }

    @Test
    void givesACommandThatAnyAddressCanStandIn() {
        Mail mail =
                new Mail(
                        "m",
                        "o'brien;ls@x.org",
                        null,
                        null,
                        null,
                        "bounced",
                        "OnAccountSuppressionList",
                        null);
        String next = Outcome.of(mail, List.of(), "suppressed", NOW).next();
        assertTrue(next.endsWith(" --email-address 'o'\\''brien;ls@x.org'"), next);
    }

    @Test
    void namesTheTenantWhoseListHoldsTheAddress() {
        Mail mail =
                new Mail(
                        "m",
                        "a@x.org",
                        null,
                        null,
                        null,
                        "bounced",
                        "OnTenantSuppressionList",
                        null);
        TimelineEvent send = event("09:00:00.000", "Send", List.of("a@x.org"));
        TimelineEvent bounce =
                new TimelineEvent(
                        "2026-03-02 09:01:00.000", "Bounce", List.of("a@x.org"), "", "it's us");
        assertEquals(
                "if the address is right: aws sesv2 delete-suppressed-destination --email-address"
                        + " 'a@x.org' --tenant-name 'it'\\''s us'",
                Outcome.of(mail, List.of(send, bounce), "suppressed", NOW).next());
        assertEquals(
                "if the address is right, take it off the tenant's list",
                Outcome.of(mail, List.of(send), "suppressed", NOW).next());
    }

    @Test
    void restsOnTheLatestEventThatDecidesAndSpeaksOfTheRecipient() {
        TimelineEvent first = event("09:00:00.000", "Bounce", List.of("a@x.org"));
        TimelineEvent last = event("09:01:00.000", "Bounce", List.of("a@x.org"));
        TimelineEvent other = event("09:02:00.000", "Bounce", List.of("b@x.org"));
        TimelineEvent delivery = event("09:03:00.000", "Delivery", List.of("a@x.org"));
        Mail mail = new Mail("m", "a@x.org", null, null, null, "bounced", "General", null);
        assertEquals(
                last,
                Outcome.of(mail, List.of(first, last, other, delivery), "other", NOW).decisive());
    }

    /** The words that the view says its column reason can hold. */
    private static List<String> reasons() {
        String comment =
                SqlTree.ofCheckout().views().stream()
                        .filter(view -> view.name().equals("bounce_reasons"))
                        .map(view -> view.comments().get("reason"))
                        .findFirst()
                        .get();
        return List.of(comment.split(", | or "));
    }

    private static Outcome bounced(String subtype, String reason) {
        Mail mail = new Mail("m", "a@x.org", null, null, null, "bounced", subtype, null);
        return Outcome.of(mail, List.of(), reason, NOW);
    }

    private static TimelineEvent event(String time, String type, List<String> recipients) {
        return new TimelineEvent("2026-03-02 " + time, type, recipients, "", null);
    }
}
