package sesevents.transform;

import java.util.Locale;

/** The bare address in what a header calls a mailbox: {@code "Doe, J." <J@x.org>} is j@x.org. */
final class Address {
    private Address() {}

    /**
     * What the last angle brackets hold, since a display name comes before them, whatever it
     * quotes; the view email_status says the same in SQL.
     */
    static String bare(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        int close = mailbox.indexOf('>', open + 1);
        String address = open < 0 || close < 0 ? mailbox : mailbox.substring(open + 1, close);
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
