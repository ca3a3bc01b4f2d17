package sesevents.questions;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sesevents.engine.Database;
import sesevents.engine.QueryFailed;
import sesevents.lake.Hours;
import sesevents.lake.ObjectStore;
import sesevents.questions.Budget.Reach;
import sesevents.transform.Mailbox;

/**
 * All that can be asked of the log without SQL. The commands, the console and the MCP server ask
 * here, so they all give the same answers.
 */
public final class Questions {
    /** Mails on a page. */
    public static final int PAGE = 50;

    /** What a question may read unless somebody says otherwise. */
    public static final long USUAL_MAX_BYTES = 1_000_000_000;

    /** An id alone or before SES's host, which is email in us-east-1 and else the region. */
    private static final Pattern MESSAGE_ID =
            Pattern.compile(
                    "(?i)<?([^@<>]*?)(?:@(?:email|[a-z]+(?:-[a-z]+)+-\\d+)\\.amazonses\\.com)?>?");

    private static final Pattern DENIED = Pattern.compile("(?i)access ?denied|permission");

    private final Database database;
    private final String databaseName;
    private final ObjectStore objects;
    private final Budget budget;
    private final InstantSource clock;

    /**
     * @param databaseName of the tables and views
     * @param objects the bucket with the events
     * @param maxBytes what one question may read, by an estimate
     */
    public Questions(
            Database database,
            String databaseName,
            ObjectStore objects,
            long maxBytes,
            InstantSource clock) {
        this.database = database;
        this.databaseName = databaseName;
        this.objects = objects;
        this.budget = new Budget(database, databaseName, maxBytes);
        this.clock = clock;
    }

    /** The message id in a text, if it is one: an id alone, or a Message-ID header of SES. */
    public static Optional<String> messageId(String text) {
        Matcher id = MESSAGE_ID.matcher(text.strip());
        return id.matches() ? Optional.of(id.group(1)) : Optional.empty();
    }

    /**
     * What became of the last mail to an address, or of one mail. A text with an @ is an address,
     * unless it is the Message-ID header that SES writes into a mail.
     */
    public Reply<Optional<Story>> who(String addressOrMessageId) {
        return messageId(addressOrMessageId)
                .map(this::message)
                .orElseGet(() -> lastMailTo(addressOrMessageId));
    }

    public Reply<Optional<Story>> message(String messageId) {
        Meter meter = meter();
        return meter.reply(new Who(meter, clock.instant()).ofMessage(messageId));
    }

    /** The same of an address, even if it has no @ or looks like an id. */
    public Reply<Optional<Story>> lastMailTo(String address) {
        Meter meter = meter();
        return meter.reply(new Who(meter, clock.instant()).ofAddress(Mailbox.address(address)));
    }

    /** A mail's events as SES wrote them, in order. */
    public Reply<List<Figures.RawEvent>> rawEvents(String messageId) {
        Meter meter = meter();
        List<TimelineEvent> timeline = new Who(meter, clock.instant()).timeline(messageId);
        return meter.reply(new RawEvents(meter, objects).of(timeline));
    }

    /** The first page of the mail that fits, the latest first. */
    public Reply<Figures.MailPage> find(Search search) {
        return find(search, "");
    }

    /**
     * A further page.
     *
     * @param after the nextPage of the page before; empty for the first page
     * @throws sesevents.UserError if no page has said so
     */
    public Reply<Figures.MailPage> find(Search search, String after) {
        Map<String, String> values = search.values(Position.of(after));
        Meter meter = meter();
        List<Mail> mails =
                meter.ask(
                        Mail.class,
                        new Reach(YearMonth.from(search.from()), !values.get("address").isEmpty()),
                        "find_mail",
                        values);
        return meter.reply(Figures.MailPage.of(mails, PAGE));
    }

    /** An address's mail by month. */
    public Reply<List<Figures.Month>> person(String address) {
        Meter meter = meter();
        return meter.reply(
                meter.ask(
                        Figures.Month.class,
                        Reach.ONE_RECIPIENT,
                        "person",
                        Map.of("address", Mailbox.address(address))));
    }

    /** The account day by day. */
    public Reply<List<Figures.Day>> volume(int days) {
        Meter meter = meter();
        return meter.reply(
                meter.ask(
                        Figures.Day.class,
                        since(36),
                        "volume",
                        Map.of("from_day", day(days - 1).toString())));
    }

    public Reply<Figures.Reputation> reputation() {
        Meter meter = meter();
        List<Figures.Sender> senders =
                meter.ask(Figures.Sender.class, since(36), "reputation", Map.of());
        Trend trend = meter.ask(Trend.class, since(36), "trend", Map.of()).getFirst();
        return meter.reply(trend.of(senders));
    }

    public Reply<Figures.Deliverability> deliverability(int days) {
        Meter meter = meter();
        return meter.reply(
                new Figures.Deliverability(
                        meter.ask(
                                Figures.Latency.class,
                                since(days),
                                "latency",
                                Map.of("from_day", day(days).toString())),
                        meter.ask(
                                Figures.BounceReason.class,
                                since(days),
                                "bounces",
                                Map.of("from", time(day(days)))),
                        meter.ask(Figures.Delay.class, since(36), "delays", Map.of())));
    }

    /** The latest 100 mails that bounced for a reason, as in bounce_reasons. */
    public Reply<List<Figures.BouncedMail>> bouncedMail(String reason, int days) {
        Meter meter = meter();
        return meter.reply(
                meter.ask(
                        Figures.BouncedMail.class,
                        since(days),
                        "bounced_mail",
                        Map.of("reason", reason, "from", time(day(days)))));
    }

    public Reply<Figures.Engagement> engagement(int days) {
        Meter meter = meter();
        Map<String, String> from = Map.of("from", time(day(days)));
        return meter.reply(
                new Figures.Engagement(
                        meter.ask(Figures.Verdicts.class, since(36), "engagement", from),
                        meter.ask(Figures.Link.class, since(days), "links", from)));
    }

    public Reply<Figures.Health> health() {
        Meter meter = meter();
        String hoursAgo = Hours.text(Hours.of(now()).minusHours(5));
        Optional<List<Figures.Quarantined>> quarantine = quarantine(meter);
        return meter.reply(
                new Figures.Health(
                        meter.ask(Figures.Freshness.class, since(8), "freshness", Map.of()),
                        meter.ask(
                                Figures.Coverage.class,
                                since(8),
                                "coverage",
                                Map.of(
                                        "from_hour", day(8) + "-00",
                                        "from", time(day(7)),
                                        "to", time(day(1)))),
                        meter.ask(
                                Figures.BookDay.class,
                                since(5),
                                "books",
                                Map.of(
                                        "from_hour", day(3) + "-00",
                                        "history_from_hour", day(5) + "-00",
                                        "to_hour", hoursAgo)),
                        quarantine.orElse(List.of()),
                        quarantine.isPresent()));
    }

    /** Empty if the database refuses: a reader of the stack may not read the quarantine. */
    private Optional<List<Figures.Quarantined>> quarantine(Meter meter) {
        try {
            return Optional.of(
                    meter.ask(
                            Figures.Quarantined.class,
                            Reach.NOTHING,
                            "quarantine",
                            Map.of("from_day", day(30).toString())));
        } catch (QueryFailed e) {
            if (DENIED.matcher(e.getMessage()).find()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Meter meter() {
        return new Meter(database, databaseName, budget);
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Today in UTC, or an earlier day. */
    public LocalDate day(int daysAgo) {
        return now().toLocalDate().minusDays(daysAgo);
    }

    private Reach since(int days) {
        return new Reach(YearMonth.from(day(days)), false);
    }

    static String time(LocalDate day) {
        return day + " 00:00:00.000";
    }
}
