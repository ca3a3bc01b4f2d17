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
     * brackets outside quotation marks hold it; without brackets it is the whole text.
     */
    public static String address(String mailbox) {
        String unquoted = unquoted(mailbox);
        int open = unquoted.lastIndexOf('<');
        int close = unquoted.indexOf('>', open + 1);
        String address = open < 0 || close < 0 ? mailbox : mailbox.substring(open + 1, close);
        return address.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Has a blank for each character between quotation marks, which may be part of an address:
     * {@code "a <b> c"@x.org}. A mark that nothing closes quotes nothing.
     */
    private static String unquoted(String text) {
        if (text.indexOf('"') < 0) {
            return text;
        }
        StringBuilder unquoted = new StringBuilder(text);
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                isQuoted = !isQuoted;
            } else if (isQuoted) {
                unquoted.setCharAt(i, ' ');
                if (character == '\\' && i + 1 < text.length()) {
                    unquoted.setCharAt(++i, ' ');
                }
            }
        }
        return isQuoted ? text : unquoted.toString();
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
