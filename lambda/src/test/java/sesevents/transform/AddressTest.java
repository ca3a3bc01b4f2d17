package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a@b.org                           | a@b.org",
                "` Ann@Example.COM\t`              | ann@example.com",
                "Ann <Ann@b.org>                   | ann@b.org",
                "<a@b.org>                         | a@b.org",
                "Ann < a@b.org >                   | a@b.org",
                "\"Doe, <J>\" <j@b.org>            | j@b.org",
                "\"J \\\" <x\" <j@b.org>           | j@b.org",
                "\"john doe\"@b.org                | \"john doe\"@b.org",
                "=?UTF-8?Q?J=C3=B6rg?= <j@b.org>   | j@b.org",
                "Ann <a@b.org                      | ann <a@b.org",
                "Ann <>                            | ``",
                "``                                | ``",
                "İ@b.org                           | i̇@b.org",
            })
    void takesTheBareAddressOutOfAMailbox(String mailbox, String address) {
        assertEquals(address, Address.bare(mailbox));
    }
}
