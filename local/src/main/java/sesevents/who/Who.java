package sesevents.who;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sesevents.engine.Database;
import sesevents.transform.Mailbox;

/** Looks up what became of the last mail to an address, or of one mail and all its recipients. */
public final class Who {
    private static final int EARLIER = 5;
    private static final String EVENTS =
            "select %s from %s where message_id = ? order by event_timestamp, event_id";

    /** An id alone or before SES's host, which is email in us-east-1 and else the region. */
    private static final Pattern MESSAGE_ID =
            Pattern.compile(
                    "(?i)<?([^@<>]*?)(?:@(?:email|[a-z]+(?:-[a-z]+)+-\\d+)\\.amazonses\\.com)?>?");

    private final Database database;
    private final InstantSource clock;

    /**
     * What is known of a mail.
     *
     * @param tenant who sent the mail, if an event names one; else null
     * @param outcomes one for each recipient of the mail
     * @param timeline the events of the mail, in order
     * @param earlier mails to the same address, the latest first
     */
    public record Answer(
            String tenant,
            @JsonProperty("recipients") List<Outcome> outcomes,
            List<TimelineEvent> timeline,
            List<Mail> earlier) {}

    public Who(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The answer, if anything is known. A text with an @ is an address, unless it is the Message-ID
     * header that SES writes into a mail; any other text is a message id.
     */
    public Optional<Answer> ask(String addressOrMessageId) {
        Matcher messageId = MESSAGE_ID.matcher(addressOrMessageId.strip());
        return messageId.matches()
                ? ofMessage(messageId.group(1))
                : ofAddress(Mailbox.address(addressOrMessageId));
    }

    private Optional<Answer> ofAddress(String address) {
        List<Mail> mails =
                mails(
                        "recipient",
                        address,
                        "coalesce(time_sent, date_parse(first_ingest_hour, '%Y-%m-%d-%H')) desc,"
                                + " message_id desc limit "
                                + (1 + EARLIER));
        if (mails.isEmpty()) {
            return Optional.empty();
        }
        List<TimelineEvent> timeline =
                timeline(mails.getFirst().messageId()).stream()
                        .filter(event -> event.speaksOf(address))
                        .toList();
        return Optional.of(answer(mails.subList(0, 1), timeline, mails.subList(1, mails.size())));
    }

    private Optional<Answer> ofMessage(String messageId) {
        List<Mail> mails = mails("message_id", messageId, "recipient");
        return mails.isEmpty()
                ? Optional.empty()
                : Optional.of(answer(mails, timeline(messageId), List.of()));
    }

    private Answer answer(List<Mail> mails, List<TimelineEvent> timeline, List<Mail> earlier) {
        boolean bounced = mails.stream().anyMatch(mail -> mail.status().equals("bounced"));
        Map<String, String> reasons = bounced ? reasons(mails.getFirst().messageId()) : Map.of();
        Instant now = clock.instant();
        List<Outcome> outcomes =
                mails.stream()
                        .map(mail -> Outcome.of(mail, timeline, reasons.get(mail.recipient()), now))
                        .toList();
        return new Answer(TimelineEvent.tenant(timeline), outcomes, timeline, earlier);
    }

    private List<Mail> mails(String column, String value, String order) {
        String sql = "select %s from recipient_status where %s = ? order by %s";
        return query(Mail::of, sql.formatted(Mail.COLUMNS, column, order), value);
    }

    private List<TimelineEvent> timeline(String messageId) {
        return query(
                TimelineEvent::of,
                EVENTS.formatted(TimelineEvent.COLUMNS, "message_timeline"),
                messageId);
    }

    /** The reason of each recipient's latest bounce; a bounce that names nobody is under ''. */
    private Map<String, String> reasons(String messageId) {
        Map<String, String> reasons = new HashMap<>();
        database.query(EVENTS.formatted("recipient, reason", "bounce_reasons"), messageId)
                .values()
                .forEach(row -> reasons.put((String) row.get(0), (String) row.get(1)));
        return reasons;
    }

    private <T> List<T> query(Function<List<Object>, T> type, String sql, String value) {
        return database.query(sql, value).values().stream().map(type).toList();
    }
}
