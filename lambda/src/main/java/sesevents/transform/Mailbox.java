package sesevents.transform;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An address as mail headers have it, perhaps with a display name: {@code "Doe, J." <J@x.org>}. */
public final class Mailbox {
    private Mailbox() {}

    /**
     * The bare address in lower case: {@code j@x.org} for the example above. The last angle
     * brackets hold it, whatever the display name before them quotes; without brackets it is the
     * whole text.
     */
    public static String address(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        int close = mailbox.indexOf('>', open + 1);
        String address = open < 0 || close < 0 ? mailbox : mailbox.substring(open + 1, close);
        return address.strip().toLowerCase(Locale.ROOT);
    }

    /** The bare addresses without empty ones, each once, in the order of their first use. */
    static Set<String> addresses(List<String> mailboxes) {
        Set<String> addresses = new LinkedHashSet<>();
        for (String mailbox : mailboxes) {
            String address = address(mailbox);
            if (!address.isEmpty()) {
                addresses.add(address);
            }
        }
        return addresses;
    }
}
