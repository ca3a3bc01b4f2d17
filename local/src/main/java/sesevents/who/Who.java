package sesevents.who;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sesevents.engine.Engine;

/** Asks a lake what became of somebody's last mail, or of one mail for all who were to get it. */
public final class Who {
    private static final int EARLIER = 5;
    private static final Pattern IN_BRACKETS = Pattern.compile("<([^<>]*)>[^<]*$");

    /** Alone, or before SES's own host: email in us-east-1, elsewhere the region. */
    private static final Pattern MESSAGE_ID =
            Pattern.compile(
                    "(?i)<?([^@<>]*?)(?:@(?:email|[a-z]+(?:-[a-z]+)+-\\d+)\\.amazonses\\.com)?>?");

    private final Engine engine;
    private final InstantSource clock;

    /**
     * What is known.
     *
     * @param fates of the mail asked for: one a recipient
     * @param timeline of that mail
     * @param earlier mails to the same address, the latest first
     */
    public record Answer(List<Outcome> fates, List<TimelineEvent> timeline, List<Mail> earlier) {
        /** Whose mail it was, if an event says so. */
        public Optional<String> tenant() {
            return TimelineEvent.tenant(timeline);
        }
    }

    public Who(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * The answer, if there is one. What has an @ is an address, unless it is the Message-ID header
     * that SES writes into a mail; anything else is a message id.
     */
    public Optional<Answer> ask(String addressOrMessageId) {
        Matcher messageId = MESSAGE_ID.matcher(addressOrMessageId.strip());
        return messageId.matches()
                ? ofMessage(messageId.group(1))
                : ofAddress(bare(addressOrMessageId));
    }

    private Optional<Answer> ofAddress(String address) {
        String named = "recipient = " + quoted(address);
        List<Mail> mails =
                mails(
                        named,
                        "coalesce(time_sent, date_parse(first_ingest_hour, '%Y-%m-%d-%H')) desc,"
                                + " message_id desc limit "
                                + (1 + EARLIER));
        if (mails.isEmpty()) {
            return Optional.empty();
        }
        Mail last = mails.getFirst();
        List<TimelineEvent> timeline =
                timeline(last.messageId()).stream()
                        .filter(event -> event.speaksOf(address))
                        .toList();
        return Optional.of(
                new Answer(
                        fates(List.of(last), timeline), timeline, mails.subList(1, mails.size())));
    }

    private Optional<Answer> ofMessage(String messageId) {
        List<Mail> mails = mails("message_id = " + quoted(messageId), "recipient");
        if (mails.isEmpty()) {
            return Optional.empty();
        }
        List<TimelineEvent> timeline = timeline(messageId);
        return Optional.of(new Answer(fates(mails, timeline), timeline, List.of()));
    }

    private List<Outcome> fates(List<Mail> mails, List<TimelineEvent> timeline) {
        boolean bounced = mails.stream().anyMatch(mail -> mail.status().equals("bounced"));
        Map<String, String> reasons = bounced ? reasons(mails.getFirst().messageId()) : Map.of();
        return mails.stream()
                .map(
                        mail ->
                                Outcome.of(
                                        mail,
                                        timeline,
                                        reasons.get(mail.recipient()),
                                        clock.instant()))
                .toList();
    }

    private List<Mail> mails(String condition, String order) {
        return engine
                .query(
                        "select %s from recipient_status where %s order by %s"
                                .formatted(Mail.COLUMNS, condition, order))
                .values()
                .stream()
                .map(Mail::of)
                .toList();
    }

    private List<TimelineEvent> timeline(String messageId) {
        return engine
                .query(
                        """
                        select event_timestamp, eventtype, recipients, what, tenant
                        from message_timeline
                        where message_id = %s
                        order by event_timestamp, event_id
                        """
                                .formatted(quoted(messageId)))
                .values()
                .stream()
                .map(TimelineEvent::of)
                .toList();
    }

    /** Of the latest bounce of each recipient; one that names nobody is about ''. */
    private Map<String, String> reasons(String messageId) {
        Map<String, String> reasons = new HashMap<>();
        engine.query(
                        """
                        select recipient, reason
                        from bounce_reasons
                        where message_id = %s
                        order by event_timestamp, event_id
                        """
                                .formatted(quoted(messageId)))
                .values()
                .forEach(row -> reasons.put((String) row.get(0), (String) row.get(1)));
        return reasons;
    }

    /** As the tables hold it: "Doe, J" <J@example.com> is j@example.com. */
    private static String bare(String address) {
        Matcher inBrackets = IN_BRACKETS.matcher(address);
        return (inBrackets.find() ? inBrackets.group(1) : address).strip().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
