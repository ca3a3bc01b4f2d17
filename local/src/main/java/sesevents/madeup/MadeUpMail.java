package sesevents.madeup;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One message.
 *
 * @param entropy what makes ids, hosts and IPs of this message its own
 */
record MadeUpMail(
        String messageId,
        Instant sentAt,
        Campaign campaign,
        String subject,
        List<Recipient> to,
        List<Recipient> cc,
        List<Recipient> bcc,
        long entropy) {

    /** All that can be clicked, the way out last. */
    List<String> links() {
        return campaign.links(entropy);
    }

    List<Recipient> recipients() {
        return Stream.of(to, cc, bcc).flatMap(List::stream).toList();
    }
}
