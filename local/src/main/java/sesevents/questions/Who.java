package sesevents.questions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sesevents.questions.Budget.Reach;

/** Looks up what became of the last mail to an address, or of one mail and all its recipients. */
final class Who {
    private final Meter meter;
    private final Instant now;

    Who(Meter meter, Instant now) {
        this.meter = meter;
        this.now = now;
    }

    Optional<Story> ofAddress(String address) {
        List<Mail> mails =
                meter.ask(
                        Mail.class,
                        Reach.ONE_RECIPIENT,
                        "mail_to_address",
                        Map.of("address", address));
        if (mails.isEmpty()) {
            return Optional.empty();
        }
        List<TimelineEvent> timeline =
                timeline(mails.getFirst().messageId()).stream()
                        .filter(event -> event.speaksOf(address))
                        .toList();
        return Optional.of(story(mails.subList(0, 1), timeline, mails.subList(1, mails.size())));
    }

    Optional<Story> ofMessage(String messageId) {
        List<Mail> mails = ask(Mail.class, "mail_of_message", messageId);
        return mails.isEmpty()
                ? Optional.empty()
                : Optional.of(story(mails, timeline(messageId), List.of()));
    }

    List<TimelineEvent> timeline(String messageId) {
        return ask(TimelineEvent.Row.class, "timeline", messageId).stream()
                .map(TimelineEvent.Row::event)
                .toList();
    }

    private Story story(List<Mail> mails, List<TimelineEvent> timeline, List<Mail> earlier) {
        boolean bounced = mails.stream().anyMatch(mail -> mail.status().equals("bounced"));
        Map<String, String> reasons = bounced ? reasons(mails.getFirst().messageId()) : Map.of();
        List<Outcome> outcomes =
                mails.stream()
                        .map(mail -> Outcome.of(mail, timeline, reasons.get(mail.recipient()), now))
                        .toList();
        return new Story(TimelineEvent.tenant(timeline), outcomes, timeline, earlier);
    }

    private record Reason(String recipient, String reason) {}

    /** The reason of each recipient's latest bounce; a bounce that names nobody is under ''. */
    private Map<String, String> reasons(String messageId) {
        Map<String, String> reasons = new HashMap<>();
        ask(Reason.class, "reasons", messageId)
                .forEach(one -> reasons.put(one.recipient(), one.reason()));
        return reasons;
    }

    private <T> List<T> ask(Class<T> row, String file, String messageId) {
        return meter.ask(
                row,
                new Reach(monthOfSending(messageId), false),
                file,
                Map.of("message_id", messageId));
    }

    /**
     * The month that an id of SES tells: behind its first four digits it has the milliseconds since
     * 1970 in twelve hexadecimal digits. Another id may be of any month.
     */
    static YearMonth monthOfSending(String messageId) {
        try {
            long milliseconds = Long.parseLong(messageId, 4, 16, 16);
            return YearMonth.from(Instant.ofEpochMilli(milliseconds).atZone(ZoneOffset.UTC));
        } catch (IndexOutOfBoundsException | NumberFormatException | DateTimeException _) {
            return Reach.ONE_RECIPIENT.from();
        }
    }
}
