package sesevents.questions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        Set<String> ways = new HashSet<>();
        for (String subtype :
                List.of(
                        "EmailValidationSuppressed",
                        "OnAccountSuppressionList",
                        "OnTenantSuppressionList",
                        "Suppressed",
                        "UnsubscribedRecipient")) {
            ways.add(bounced(subtype, "suppressed").next());
        }
        assertEquals(5, ways.size(), ways::toString);
    }

    @Test
    void givesACommandThatAnyAddressCanStandIn() {
        Mail mail = mail("o'brien;ls@x.org", "OnAccountSuppressionList");
        String next = Outcome.of(mail, List.of(), "suppressed", NOW).next();
        assertTrue(next.endsWith(" --email-address 'o'\\''brien;ls@x.org'"), next);
    }

    @Test
    void namesTheTenantWhoseListHoldsTheAddress() {
        Mail mail = mail("a@x.org", "OnTenantSuppressionList");
        TimelineEvent send = event("09:00:00.000", "Send", "a@x.org", null);
        TimelineEvent bounce = event("09:01:00.000", "Bounce", "a@x.org", "it's us");
        assertEquals(
                "if the address is right, take it off the list: aws sesv2 delete-suppressed-destination --email-address"
                        + " 'a@x.org' --tenant-name 'it'\\''s us'",
                Outcome.of(mail, List.of(send, bounce), "suppressed", NOW).next());
        assertEquals(
                "if the address is right, take it off the tenant's list",
                Outcome.of(mail, List.of(send), "suppressed", NOW).next());
    }

    @Test
    void restsOnTheLatestEventThatDecidesAndConcernsTheRecipient() {
        TimelineEvent first = event("09:00:00.000", "Bounce", "a@x.org", null);
        TimelineEvent last = event("09:01:00.000", "Bounce", "a@x.org", null);
        TimelineEvent other = event("09:02:00.000", "Bounce", "b@x.org", null);
        TimelineEvent delivery = event("09:03:00.000", "Delivery", "a@x.org", null);
        List<TimelineEvent> timeline = List.of(first, last, other, delivery);
        assertEquals(
                last, Outcome.of(mail("a@x.org", "General"), timeline, "other", NOW).decisive());
    }

    /** The values that the view's comment lists for its column reason. */
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
        return Outcome.of(mail("a@x.org", subtype), List.of(), reason, NOW);
    }

    private static Mail mail(String recipient, String bounceSubtype) {
        return new Mail(
                recipient, "m", null, null, null, "bounced", null, bounceSubtype, null, null);
    }

    private static TimelineEvent event(String time, String type, String recipient, String tenant) {
        return new TimelineEvent(
                "2026-03-02 " + time, type, "", List.of(recipient), tenant, null, null);
    }
}
