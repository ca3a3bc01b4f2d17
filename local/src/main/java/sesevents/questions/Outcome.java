package sesevents.questions;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import sesevents.sql.SqlText;
import sesevents.text.Shell;

/**
 * What became of a mail, and what to do now.
 *
 * @param decisive the event that the status rests on; null if no such event is known
 * @param reason of a bounce, as in bounce_reasons; else null
 * @param next an instruction in one sentence
 */
@JsonPropertyOrder({"mail", "time", "what", "reason", "next", "event_id", "ingest_hour"})
public record Outcome(
        @JsonUnwrapped Mail mail, @JsonIgnore TimelineEvent decisive, String reason, String next) {
    private static final String AUTO_REPLY = "auto_reply";
    private static final Duration USUAL = Duration.ofMinutes(15);
    private static final Duration GIVEN_UP = Duration.ofDays(2);

    /**
     * @param timeline of the mail, in order
     */
    static Outcome of(Mail mail, List<TimelineEvent> timeline, String reason, Instant now) {
        TimelineEvent decisive =
                timeline.stream()
                        .filter(event -> event.speaksOf(mail.recipient()))
                        .filter(event -> decides(event.type(), mail.status()))
                        .reduce((_, later) -> later)
                        .orElse(null);
        String tenant = TimelineEvent.tenant(timeline);
        return new Outcome(mail, decisive, reason, next(mail, decisive, reason, tenant, now));
    }

    /** When the mail got its status, in UTC. */
    @JsonProperty
    public String time() {
        return decisive == null ? mail.sentAt() : decisive.time();
    }

    /** The decisive event in a sentence, or null. */
    @JsonProperty
    public String what() {
        return decisive == null ? null : decisive.what();
    }

    /** The event that the status rests on, or null. */
    @JsonProperty("event_id")
    public String eventId() {
        return decisive == null ? null : decisive.eventId();
    }

    /** The folder of ses_events that holds that event, or null. */
    @JsonProperty("ingest_hour")
    public String ingestHour() {
        return decisive == null ? null : decisive.ingestHour();
    }

    /** The status in a word; SES reports an automatic reply as a bounce too. */
    public String word() {
        return AUTO_REPLY.equals(reason) ? "answered" : mail.status();
    }

    private static boolean decides(String type, String status) {
        return switch (status) {
            case "complained" -> type.equals("Complaint");
            case "bounced" -> type.equals("Bounce");
            case "rejected" -> type.equals("Reject");
            case "failed" -> type.equals("Rendering Failure");
            case "delivered" -> Set.of("Delivery", "Open", "Click").contains(type);
            case "delayed" -> type.equals("DeliveryDelay");
            default -> true;
        };
    }

    private static String next(
            Mail mail, TimelineEvent decisive, String reason, String tenant, Instant now) {
        return switch (mail.status()) {
            case "complained" -> "send no more to this address, and take it off your lists";
            case "bounced" -> afterBounce(mail, reason, tenant);
            case "rejected" -> "look for a virus in it, and send it again without";
            case "failed" -> "mend the template or its data, and send it again";
            case "delivered" -> afterDelivery(mail);
            case "delayed" ->
                    isOlder(decisive, GIVEN_UP, now)
                            ? "SES has given up by now: send it again, or ask in another way"
                            : "wait: SES goes on trying, and reports a bounce when it gives up";
            default -> afterSending(mail, decisive, now);
        };
    }

    private static String afterSending(Mail mail, TimelineEvent decisive, Instant now) {
        if (mail.attribution() != null) {
            return afterDelivery(mail);
        }
        return isOlder(decisive, USUAL, now)
                ? "see whether the configuration set publishes deliveries and bounces, and"
                        + " whether any wait in failed_records"
                : "wait: a delivery takes minutes to show";
    }

    private static String afterDelivery(Mail mail) {
        if (mail.attribution() == null) {
            return "have them look into the spam folder and the filters: their server took it";
        }
        return mail.attribution().equals("ambiguous")
                ? "ask them: somebody of several seems to have read it, nobody knows who"
                : "nothing: it arrived, and seems to have been read";
    }

    private static String afterBounce(Mail mail, String reason, String tenant) {
        return switch (String.valueOf(reason)) {
            case "suppressed" -> afterSuppression(mail, tenant);
            case AUTO_REPLY -> "nothing: they have it, and a machine answered";
            case "full" -> "ask them in another way to make room, and send it again then";
            case "size" -> "send it smaller, with a link for what is attached";
            case "content" ->
                    "change what the server dislikes (links, attachments), and send it again";
            case "policy" ->
                    "mend SPF, DKIM and DMARC of the sender's domain, or ask their administrator";
            case "blocked" ->
                    "look at the account's reputation, and ask their administrator to let you in";
            case "dns" -> "look for a typo behind the @: nobody takes mail for that domain";
            case "unknown_mailbox" -> "ask for the right address, and send no more to this one";
            case "unreachable" -> "send it again later: their server did not answer in time";
            default -> "read the words of their server, and ask for another address";
        };
    }

    private static String afterSuppression(Mail mail, String tenant) {
        String removal =
                "if the address is right, take it off the list: aws sesv2 delete-suppressed-destination --email-address "
                        + Shell.quoted(mail.recipient());
        return switch (String.valueOf(mail.bounceSubtype())) {
            case "OnAccountSuppressionList" -> removal;
            case "OnTenantSuppressionList" ->
                    tenant == null
                            ? "if the address is right, take it off the tenant's list"
                            : removal + " --tenant-name " + Shell.quoted(tenant);
            case "EmailValidationSuppressed" ->
                    "look for a typo, and ask for another address: SES's validation refused this one";
            case "UnsubscribedRecipient" -> "nothing: they have unsubscribed";
            default -> "ask for another address: SES itself has seen this one bounce";
        };
    }

    private static boolean isOlder(TimelineEvent event, Duration age, Instant now) {
        return event == null || SqlText.time(event.time()).plus(age).isBefore(now);
    }
}
