package sesevents.madeup;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The recipients: few get much mail, most get little, and each behaves alike in every mail. */
record People(long seed, int size) {
    private static final List<String> GIVEN =
            List.of(
                    "maria", "li", "omar", "anna", "joão", "fatima", "ivan", "sara", "kenji", "zoë",
                    "paul", "aisha", "lena", "raj", "chloé", "tom", "nadia", "jörg", "mei",
                    "lucas");
    private static final List<String> FAMILY =
            List.of(
                    "garcia", "wang", "hassan", "müller", "silva", "khan", "petrov", "rossi",
                    "tanaka", "dubois", "smith", "okafor", "novak", "patel", "martin", "jones");

    /** Draws a recipient; those of a low rank come more often. */
    Recipient draw(RandomGenerator random) {
        return person(zipf(random, size));
    }

    /** Draws a recipient of the whole list, each with the same chance. */
    Recipient drawAnyone(RandomGenerator random) {
        return person(random.nextInt(size));
    }

    /** Draws a rank below size by Zipf's law with exponent 1: low ranks are frequent. */
    private static int zipf(RandomGenerator random, int size) {
        return (int) Math.exp(random.nextDouble() * Math.log(size + 1.0)) - 1;
    }

    private Recipient person(int rank) {
        RandomGenerator character = new SplittableRandom(seed * 1_000_003 + rank);
        String given = pick(character, GIVEN);
        String family = pick(character, FAMILY);
        // Most of the domains are real; six digits make sure that the address is nobody's.
        String local = "%s.%s%06d".formatted(ascii(given), ascii(family), rank);
        MailboxProvider provider = pickFirst(character, List.of(MailboxProvider.values()));
        boolean firm = provider == MailboxProvider.COMPANY && character.nextDouble() < 0.8;
        int firmNumber = zipf(character, 2_000);
        String domain =
                firm
                        ? "firm%d.example.org".formatted(firmNumber)
                        : pickFirst(character, provider.domains);
        String address = local + "@" + domain;
        boolean shouts = character.nextDouble() < 0.02;
        boolean named = character.nextDouble() < 0.15;
        boolean lapsed = rank > size / 4;
        // Somebody who gets mail every day has a mailbox.
        double mortality = lapsed ? 0.15 : rank < size / 100 ? 0 : 0.015;
        boolean dead = character.nextDouble() < mortality;
        return new Recipient(
                provider,
                client(provider, character),
                firm && firmNumber % 3 == 0,
                lapsed,
                shouts ? address.toUpperCase(Locale.ROOT) : address,
                named ? "%s %s".formatted(capital(given), capital(family)) : null,
                dead,
                dead && character.nextBoolean(),
                character.nextDouble() * (lapsed ? 0.3 : 0.7));
    }

    /** Apple Mail reads mailboxes of every provider, mostly with privacy protection. */
    private static Client client(MailboxProvider provider, RandomGenerator character) {
        double apple = provider == MailboxProvider.APPLE ? 0.9 : 0.35;
        if (character.nextDouble() < apple) {
            return character.nextDouble() < 0.9 ? Client.APPLE_PRIVATE : Client.APPLE_MAIL;
        }
        return switch (provider) {
            case GOOGLE -> Client.GMAIL;
            case YAHOO -> Client.YAHOO_MAIL;
            case COMPANY -> Client.OUTLOOK;
            case MICROSOFT, APPLE -> Client.BROWSER;
        };
    }

    /** Draws an element of a list; the first elements are drawn more often. */
    static <T> T pickFirst(RandomGenerator random, List<T> list) {
        return list.get(zipf(random, list.size()));
    }

    private static <T> T pick(RandomGenerator random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String ascii(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
