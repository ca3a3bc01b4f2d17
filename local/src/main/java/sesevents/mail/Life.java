package sesevents.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import sesevents.mail.EventWriter.Affected;

/**
 * What happens to one mail from sending to the last click: the records that reach Firehose, in any
 * order, and the row that email_status must show in the end. Shares are those of an account in fair
 * health, except that damage, doubles and lateness are far more frequent than in truth.
 */
final class Life {
    private static final double DAMAGED = 0.004;
    private static final double DOUBLED = 0.02;
    private static final double LATE = 0.01;
    private static final double REJECTED = 0.001;
    private static final double NOT_RENDERED = 0.004;
    private static final double DELAYED = 0.015;
    private static final double BOUNCED_LATER = 0.004;
    private static final double OUT_OF_OFFICE = 0.01;
    private static final double CLICKED = 0.3;
    private static final double COMPLAINED = 0.002;
    private static final double UNSUBSCRIBED = 0.004;

    private static final List<String> USER_AGENTS =
            List.of(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15"
                            + " (KHTML, like Gecko) Mobile/15E148",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like"
                            + " Gecko) Chrome/143.0.0.0 Safari/537.36",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_2) AppleWebKit/605.1.15 (KHTML,"
                            + " like Gecko)",
                    "ImageProxy/1.0");

    private final RandomGenerator random;
    private final Mail mail;
    private final Instant end;
    private final EventWriter writer;
    private final Status status;
    private final List<Publication> publications = new ArrayList<>();

    Life(Mail mail, RandomGenerator random, Instant end) {
        this.random = random;
        this.mail = mail;
        this.end = end;
        this.writer = new EventWriter(mail);
        this.status = new Status(mail);
        run();
    }

    List<Publication> publications() {
        return publications;
    }

    Optional<StatusRow> expected() {
        return status.row();
    }

    private void run() {
        boolean templated = mail.campaign().templated();
        if (happens(REJECTED)) {
            publish(mail.sentAt(), writer.reject(), () -> status.refused(true));
            return;
        }
        if (templated && happens(NOT_RENDERED)) {
            publish(mail.sentAt(), writer.renderingFailure(), () -> status.refused(false));
            return;
        }
        publish(mail.sentAt(), writer.send(), () -> status.sent(!templated));
        List<Recipient> reached = mail.recipients().stream().filter(this::isDelivered).toList();
        Map<String, List<Recipient>> byDomain =
                reached.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Recipient::domain, TreeMap::new, Collectors.toList()));
        byDomain.values().forEach(this::deliver);
        if (!reached.isEmpty()) {
            engage(reached.getFirst());
        }
    }

    /** Bounces, or delays and gives up, where the mail does not get through. */
    private boolean isDelivered(Recipient recipient) {
        if (recipient.suppressed()) {
            bounce(
                    after(0.2),
                    "Permanent",
                    "OnAccountSuppressionList",
                    new Affected(
                            recipient,
                            "failed",
                            "5.1.1",
                            "Amazon SES did not send the message to this address because it is on"
                                    + " the suppression list for your account."));
            return false;
        }
        if (recipient.dead()) {
            bounce(
                    after(3),
                    "Permanent",
                    random.nextBoolean() ? "General" : "NoEmail",
                    new Affected(recipient, "failed", "5.1.1", "smtp; 550 5.1.1 user unknown"));
            return false;
        }
        return !happens(DELAYED) || isDeliveredAfterDelays(recipient);
    }

    private boolean isDeliveredAfterDelays(Recipient recipient) {
        boolean full = random.nextBoolean();
        Instant expiration = mail.sentAt().plus(14, ChronoUnit.HOURS);
        Affected delayed =
                full
                        ? new Affected(recipient, null, "4.2.2", "smtp; 452 4.2.2 mailbox full")
                        : new Affected(recipient, null, "4.4.1", "smtp; 421 4.4.1 try later");
        String type = full ? "MailboxFull" : "TransientCommunicationFailure";
        int delays = 1 + random.nextInt(3);
        for (int i = 0; i < delays; i++) {
            Instant time = after(900 * (i + 1.0));
            publish(time, writer.delay(time, expiration, type, delayed), status::delayed);
        }
        if (happens(0.6)) {
            return true;
        }
        Affected failed =
                new Affected(recipient, "failed", "4.4.7", "smtp; 550 4.4.7 Message expired");
        bounce(expiration, "Transient", full ? "MailboxFull" : "CustomTimeoutExceeded", failed);
        return false;
    }

    private void deliver(List<Recipient> recipients) {
        Instant time = after(1.2);
        publish(time, writer.delivery(time, recipients), () -> status.delivered(time));
        for (Recipient recipient : recipients) {
            if (happens(OUT_OF_OFFICE)) {
                Affected noDsn = new Affected(recipient, null, null, null);
                bounce(later(time, 20), "Transient", "General", noDsn);
            }
            if (happens(BOUNCED_LATER)) {
                Affected returned =
                        new Affected(recipient, "failed", "5.2.2", "smtp; 552 5.2.2 over quota");
                bounce(later(time, 7_200), "Transient", "MailboxFull", returned);
            }
        }
    }

    private void engage(Recipient reader) {
        String userAgent = USER_AGENTS.get(random.nextInt(USER_AGENTS.size()));
        Instant opened = after(5_400);
        while (happens(reader.engagement())) {
            Instant time = opened;
            publish(time, writer.open(time, userAgent), () -> status.opened(time));
            if (happens(CLICKED)) {
                click(later(time, 30), userAgent);
            }
            opened = later(time, 40_000);
        }
        if (happens(COMPLAINED)) {
            Instant time = after(30_000);
            String type = happens(0.8) ? "abuse" : null;
            publish(
                    time,
                    writer.complaint(time, type, reader),
                    () -> status.complained(time, type));
        }
        if (happens(UNSUBSCRIBED)) {
            Instant time = after(20_000);
            publish(time, writer.subscription(time), status::subscribed);
        }
    }

    private void click(Instant time, String userAgent) {
        String link =
                "https://shop.example.com/offers/%d?utm=mail&x=a%%20b"
                        .formatted(random.nextInt(40));
        String placement = random.nextBoolean() ? "button" : null;
        publish(time, writer.click(time, userAgent, link, placement), () -> status.clicked(time));
    }

    private void bounce(Instant time, String type, String subtype, Affected affected) {
        publish(
                time,
                writer.bounce(time, type, subtype, affected),
                () -> status.bounced(time, type, subtype));
    }

    /** Lets an event arrive: whole or damaged, once or twice, in seconds or a day late. */
    private void publish(Instant time, byte[] event, Runnable known) {
        Instant arrival = later(time, happens(LATE) ? 86_400 : 4);
        if (arrival.isAfter(end)) {
            return;
        }
        if (happens(DAMAGED)) {
            Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
            publications.add(new Publication(damage.applyTo(event), arrival, damage));
            return;
        }
        publications.add(new Publication(event, arrival, null));
        known.run();
        Instant again = later(arrival, 600);
        if (happens(DOUBLED) && !again.isAfter(end)) {
            publications.add(new Publication(event, again, null));
        }
    }

    private boolean happens(double share) {
        return random.nextDouble() < share;
    }

    private Instant after(double typicalSeconds) {
        return later(mail.sentAt(), typicalSeconds);
    }

    /** Log-normal: mostly about as long as is typical, now and then ten times as long. */
    private Instant later(Instant time, double typicalSeconds) {
        double seconds = typicalSeconds * Math.exp(random.nextGaussian() * 0.8);
        return time.plus(Duration.ofMillis(1 + (long) (seconds * 1_000)));
    }
}
