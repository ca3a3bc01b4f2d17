package sesevents.madeup;

import java.util.Locale;

/**
 * A recipient of mail.
 *
 * @param provider who runs the mailbox
 * @param client what the mail is read with
 * @param scanned a gateway before the mailbox follows every link
 * @param lapsed bought something once, long ago
 * @param address as the sender wrote it, capitals included
 * @param displayName null if the sender gave none
 * @param dead the mailbox does not exist
 * @param suppressed the account's suppression list has the address
 * @param engagement how likely a mail is opened
 */
record Recipient(
        MailboxProvider provider,
        Client client,
        boolean scanned,
        boolean lapsed,
        String address,
        String displayName,
        boolean dead,
        boolean suppressed,
        double engagement) {

    String bareAddress() {
        return address.toLowerCase(Locale.ROOT);
    }

    String domain() {
        return bareAddress().substring(address.indexOf('@') + 1);
    }

    /** The address as written in a header and in mail.destination. */
    String written() {
        return displayName == null ? address : "%s <%s>".formatted(displayName, address);
    }
}
