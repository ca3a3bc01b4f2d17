package sesevents.madeup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An account's mail over a span of time, made up from a seed: the same arguments give the same
 * bytes. Each mail depends only on the seed and its number, so records and expected rows can be
 * made separately, and memory holds only the mails under way. Events that would arrive after the
 * end are left out.
 */
public record Mailing(long seed, long messages, Instant start, Instant end) {
    private static final double EVENTS_PER_MESSAGE = 3.5;

    /** A mailing of about as many events as given. */
    public static Mailing ofEvents(long seed, long events, Instant start, Instant end) {
        return new Mailing(seed, Math.round(events / EVENTS_PER_MESSAGE), start, end);
    }

    /** The records in order of arrival. */
    public Iterator<Publication> publications() {
        return new Arrivals();
    }

    /** The rows that email_status must have, in the order of sending. */
    public Stream<StatusRow> expectedRows() {
        return LongStream.range(0, messages)
                .mapToObj(this::life)
                .map(Lifecycle::expected)
                .flatMap(Optional::stream);
    }

    private Lifecycle life(long number) {
        // The first value is a good hash, so mails with neighbouring numbers are unrelated.
        long own = new SplittableRandom(seed + number).nextLong();
        RandomGenerator random = new SplittableRandom(own);
        return new Lifecycle(mail(number, random), random, end);
    }

    private MadeUpMail mail(long number, RandomGenerator random) {
        Instant sentAt = sentAt(number);
        Campaign campaign = People.pickFirst(random, List.of(Campaign.values()));
        long entropy = random.nextLong();
        String messageId =
                "0100%012x-%08x-%04x-4%03x-8%03x-%012x-000000"
                        .formatted(
                                sentAt.toEpochMilli(),
                                (int) entropy,
                                (entropy >>> 32) & 0xffff,
                                (entropy >>> 48) & 0xfff,
                                number & 0xfff,
                                number);
        List<Recipient> recipients = recipients(campaign, random);
        int to = recipients.size() < 3 ? recipients.size() : recipients.size() - 2;
        int cc = Math.min(to + 1, recipients.size());
        return new MadeUpMail(
                messageId,
                sentAt,
                campaign,
                campaign.subjectOf(number),
                recipients.subList(0, to),
                recipients.subList(to, cc),
                recipients.subList(cc, recipients.size()),
                entropy);
    }

    /** Mostly one recipient; of three or more, the last but one is in Cc and the last in Bcc. */
    private List<Recipient> recipients(Campaign campaign, RandomGenerator random) {
        People people = new People(seed, Math.clamp(messages / 3, 10, 1_000_000));
        int count = random.nextDouble() < 0.9 ? 1 : 2 + random.nextInt(4);
        List<Recipient> recipients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            recipients.add(
                    campaign == Campaign.GIFTS ? people.drawAnyone(random) : people.draw(random));
        }
        return recipients;
    }

    private Instant sentAt(long number) {
        double share = (double) number / messages;
        return start.plus(
                (long) (Duration.between(start, end).toMillis() * share), ChronoUnit.MILLIS);
    }

    /** Merges the records of all mails, and holds back those that arrive after the next mail. */
    private final class Arrivals implements Iterator<Publication> {
        private final PriorityQueue<Publication> pending =
                new PriorityQueue<>(Comparator.comparing(Publication::arrival));
        private long next;

        @Override
        public boolean hasNext() {
            while (next < messages
                    && (pending.isEmpty() || !pending.peek().arrival().isBefore(sentAt(next)))) {
                pending.addAll(life(next).publications());
                next++;
            }
            return !pending.isEmpty();
        }

        @Override
        public Publication next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return pending.remove();
        }
    }
}
