package sesevents.madeup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import sesevents.madeup.EventWriter.Affected;

/**
 * What happens to one mail from sending to the last click: the records that reach Firehose, in any
 * order, and the row that email_status must show in the end. The shares are those of an account in
 * fair health, except that damaged, doubled and late records are far more frequent.
 */
final class Lifecycle {
    private static final double DAMAGED = 0.004;
    private static final double DOUBLED = 0.02;
    private static final double LATE = 0.01;
    private static final double REJECTED = 0.001;
    private static final double NOT_RENDERED = 0.004;
    private static final double DELAYED = 0.015;
    private static final double BOUNCED_LATER = 0.004;
    private static final double OUT_OF_OFFICE = 0.01;
    private static final double REFUSED = 0.003;
    private static final double PREFETCHED = 0.95;
    private static final double PREFETCHED_BY_GMAIL = 0.05;
    private static final double SCANNED_AT_ONCE = 0.8;
    private static final double CLICKED = 0.3;
    private static final double COMPLAINED = 0.0015;
    private static final double COMPLAINED_LAPSED = 0.01;
    private static final double UNSUBSCRIBED = 0.004;
    private static final String SUPPRESSED =
            "Amazon SES did not send the message to this address because it is on the suppression"
                    + " list for your account.";

    private final RandomGenerator random;
    private final MadeUpMail mail;
    private final Instant end;
    private final EventWriter writer;
    private final MailStatus status;
    private final List<Publication> publications = new ArrayList<>();
    private Recipient reader;
    private Instant readable;

    Lifecycle(MadeUpMail mail, RandomGenerator random, Instant end) {
        this.random = random;
        this.mail = mail;
        this.end = end;
        this.writer = new EventWriter(mail);
        this.status = new MailStatus(mail);
        run();
    }

    List<Publication> publications() {
        return publications;
    }

    Optional<StatusRow> expected() {
        return status.row();
    }

    private void run() {
        if (happens(REJECTED)) {
            publish(mail.sentAt(), writer.reject(), () -> status.refused(true));
            return;
        }
        boolean isTemplated = mail.campaign().isTemplated();
        if (isTemplated && happens(NOT_RENDERED)) {
            publish(mail.sentAt(), writer.renderingFailure(), () -> status.refused(false));
            return;
        }
        publish(mail.sentAt(), writer.send(), () -> status.sent(!isTemplated));
        Map<String, List<Recipient>> prompt = new TreeMap<>();
        for (Recipient recipient : mail.recipients()) {
            if (bouncesAtOnce(recipient)) {
                continue;
            }
            if (happens(DELAYED)) {
                deliverOrGiveUp(recipient);
            } else {
                prompt.computeIfAbsent(recipient.domain(), _ -> new ArrayList<>()).add(recipient);
            }
        }
        // A server that gets a mail for several mailboxes answers once for all of them.
        prompt.values().forEach(recipients -> deliver(recipients, after(1.2)));
        if (reader != null) {
            engage();
        }
    }

    private boolean bouncesAtOnce(Recipient recipient) {
        if (recipient.suppressed()) {
            Affected suppressed = Affected.failed(recipient, "5.1.1", SUPPRESSED);
            bounce(after(0.2), "Permanent", "OnAccountSuppressionList", suppressed);
            return true;
        }
        if (recipient.dead()) {
            Affected failed = Affected.failed(recipient, "5.1.1", recipient.provider().unknownUser);
            bounce(after(3), "Permanent", random.nextBoolean() ? "General" : "NoEmail", failed);
            return true;
        }
        if (happens(REFUSED)) {
            Instant time = after(3);
            String subtype = random.nextBoolean() ? "General" : "ContentRejected";
            String answer = "smtp; 550 5.7.1 Message refused by policy, likely unsolicited";
            bounce(time, "Transient", subtype, Affected.failed(recipient, "5.7.1", answer));
            return true;
        }
        return false;
    }

    private void deliverOrGiveUp(Recipient recipient) {
        boolean full = random.nextBoolean();
        Instant expiration = mail.sentAt().plusSeconds(14 * 3_600);
        Affected delayed =
                full
                        ? Affected.of(recipient, "4.2.2", "smtp; 452 4.2.2 mailbox full")
                        : Affected.of(recipient, "4.4.1", "smtp; 421 4.4.1 try later");
        String type = full ? "MailboxFull" : "TransientCommunicationFailure";
        Instant last = mail.sentAt();
        for (int delays = 1 + random.nextInt(3); delays > 0; delays--) {
            last = later(last, 900);
            publish(last, writer.delay(last, expiration, type, delayed), status::delayed);
        }
        if (happens(0.6)) {
            deliver(List.of(recipient), later(last, 600));
            return;
        }
        Affected expired = Affected.failed(recipient, "4.4.7", "smtp; 550 4.4.7 Message expired");
        bounce(expiration, "Transient", full ? "MailboxFull" : "CustomTimeoutExceeded", expired);
    }

    private void deliver(List<Recipient> recipients, Instant time) {
        publish(time, writer.delivery(time, recipients), () -> status.delivered(time));
        if (reader == null || time.isBefore(readable)) {
            reader = recipients.getFirst();
            readable = time;
        }
        for (Recipient recipient : recipients) {
            if (recipient.scanned()) {
                scan(time);
            }
            if (happens(OUT_OF_OFFICE)) {
                bounce(later(time, 20), "Transient", "General", Affected.of(recipient, null, null));
            }
            if (happens(BOUNCED_LATER)) {
                Affected full = Affected.failed(recipient, "5.2.2", "smtp; 552 5.2.2 over quota");
                bounce(later(time, 7_200), "Transient", "MailboxFull", full);
            }
        }
    }

    /** Loads the images and follows every link within seconds, mostly as soon as the mail comes. */
    private void scan(Instant delivered) {
        Instant time =
                happens(SCANNED_AT_ONCE)
                        ? delivered.plusMillis(500 + random.nextInt(4_000))
                        : later(delivered, 300);
        open(time, Client.SCANNER);
        for (String link : mail.links()) {
            time = time.plusMillis(50 + random.nextInt(400));
            click(time, Client.SCANNER, link, null);
        }
    }

    private void engage() {
        Client client = reader.client();
        if (client.prefetches && happens(PREFETCHED)) {
            open(later(readable, 600), client);
        }
        if (client == Client.GMAIL && happens(PREFETCHED_BY_GMAIL)) {
            open(later(readable, 3), Client.GMAIL_PREFETCH);
        }
        Instant read = later(readable, 5_400);
        while (happens(reader.engagement())) {
            if (!client.prefetches) {
                open(read, client);
            }
            if (happens(CLICKED)) {
                // People follow the first links of a mail more often than the later ones.
                String link = People.pickFirst(random, mail.links());
                String placement = random.nextBoolean() ? "button" : null;
                click(later(read, 30), client, link, placement);
            }
            read = later(read, 40_000);
        }
        double complains = reader.lapsed() ? COMPLAINED_LAPSED : COMPLAINED;
        if (reader.provider().hasFeedbackLoop && happens(complains)) {
            Instant time = later(readable, 30_000);
            String type = happens(0.8) ? "abuse" : null;
            byte[] complaint = writer.complaint(time, type, reader);
            publish(time, complaint, () -> status.complained(time, type));
        }
        if (happens(UNSUBSCRIBED)) {
            Instant time = later(readable, 20_000);
            publish(time, writer.subscription(time), status::subscribed);
        }
    }

    private void open(Instant time, Client client) {
        publish(time, writer.open(time, client), () -> status.opened(time));
    }

    private void click(Instant time, Client client, String link, String placement) {
        publish(time, writer.click(time, client, link, placement), () -> status.clicked(time));
    }

    private void bounce(Instant time, String type, String subtype, Affected affected) {
        byte[] bounce = writer.bounce(time, type, subtype, affected);
        publish(time, bounce, () -> status.bounced(time, type, subtype));
    }

    /** Publishes an event: whole or damaged, once or twice, within seconds or a day late. */
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

    /** A log-normal delay: about as long as is typical, at times ten times as long. */
    private Instant later(Instant time, double typicalSeconds) {
        double seconds = typicalSeconds * Math.exp(random.nextGaussian() * 0.8);
        return time.plusMillis(1 + (long) (seconds * 1_000));
    }
}
