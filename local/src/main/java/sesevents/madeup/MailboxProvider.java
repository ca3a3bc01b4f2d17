package sesevents.madeup;

import java.util.List;

/**
 * A provider of mailboxes, the most frequent first: its domains, its servers' answers, and whether
 * it reports complaints.
 */
enum MailboxProvider {
    GOOGLE(
            List.of("gmail.com", "googlemail.com"),
            false,
            "250 2.0.0 OK  %d %x - gsmtp",
            "smtp; 550-5.1.1 The email account that you tried to reach does not exist. - gsmtp"),
    COMPANY(
            List.of("example.com", "mail.example.net"),
            true,
            "250 2.0.0 OK %d %x",
            "smtp; 550 5.1.1 user unknown"),
    MICROSOFT(
            List.of("outlook.com", "hotmail.com"),
            true,
            "250 2.6.0 <%d.%x@mail> [InternalId=7] Queued mail for delivery",
            "smtp; 550 5.5.0 Requested action not taken: mailbox unavailable"),
    YAHOO(
            List.of("yahoo.com"),
            true,
            "250 ok dirdel %d/%x",
            "smtp; 554 delivery error: dd This user doesn't have a yahoo.com account"),
    APPLE(
            List.of("icloud.com"),
            false,
            "250 2.0.0 Ok: queued as %d%x",
            "smtp; 550 5.1.1 unknown or illegal alias");

    final List<String> domains;
    final boolean hasFeedbackLoop;

    /** The server's answer when it accepts a mail, with a %d for the time and a %x. */
    final String accepted;

    /** The server's answer for a mailbox that does not exist. */
    final String unknownUser;

    MailboxProvider(
            List<String> domains, boolean hasFeedbackLoop, String accepted, String unknownUser) {
        this.domains = domains;
        this.hasFeedbackLoop = hasFeedbackLoop;
        this.accepted = accepted;
        this.unknownUser = unknownUser;
    }
}
