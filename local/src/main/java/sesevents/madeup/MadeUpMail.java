package sesevents.madeup;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One message before it is sent.
 *
 * @param entropy makes the ids, hosts and addresses of this message differ from others
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

    /** The links of the mail, the one to unsubscribe last. */
    List<String> links() {
        return campaign.links(entropy);
    }

    List<Recipient> recipients() {
        return Stream.of(to, cc, bcc).flatMap(List::stream).toList();
    }
}
