package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MailboxTest {
    @Test
    void findsTheAddressInItsBrackets() {
        assertAddress("j@x.org", "J@X.org");
        assertAddress("j@x.org", " <J@x.org> ");
        assertAddress("j@x.org", "\"Doe, J. <j@home.org>\" <J@x.org>");
        assertAddress("j@x.org", "J \"the <\\\" cat\" Doe <j@x.org>");
        assertAddress("j@x.org", "J. <j@home.org> Doe <j@x.org>");
    }

    @Test
    void leavesBracketsThatAnAddressQuotes() {
        assertAddress("\"a <b@c> d\"@example.com", "\"a <b@c> d\"@example.com");
        assertAddress("\"a <b@c> d\"@example.com", "\"A\" <\"a <b@c> d\"@example.com>");
    }

    @Test
    void takesAMarkThatNothingClosesForALetter() {
        assertAddress("j@x.org", "J O\"Brien <j@x.org>");
        assertAddress("j@x.org", "J O\\\" <j@x.org>");
    }

    /** Also when it is asked for the address of what it has answered. */
    private static void assertAddress(String expected, String mailbox) {
        assertEquals(expected, Mailbox.address(mailbox));
        assertEquals(expected, Mailbox.address(expected));
    }
}
