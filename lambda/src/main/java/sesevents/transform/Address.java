package sesevents.transform;

import java.util.Locale;

/** The bare address in what a header calls a mailbox: {@code "Doe, J." <J@x.org>} is j@x.org. */
final class Address {
    private Address() {}

    static String bare(String mailbox) {
        int open = lastOpeningBracket(mailbox);
        int close = mailbox.indexOf('>', open + 1);
        String address = open < 0 || close < 0 ? mailbox : mailbox.substring(open + 1, close);
        return address.strip().toLowerCase(Locale.ROOT);
    }

    /** The last one outside quoted names; with a quote that never closes, the last one of all. */
    private static int lastOpeningBracket(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        if (open < 0 || mailbox.indexOf('"') < 0) {
            return open;
        }
        int unquoted = -1;
        boolean quoted = false;
        for (int i = 0; i < mailbox.length(); i++) {
            char c = mailbox.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == '<' && !quoted) {
                unquoted = i;
            }
        }
        return quoted ? open : unquoted;
    }
}
