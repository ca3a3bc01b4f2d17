package sesevents.mail;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The recipients: some get very much mail, most get little, and each keeps its own character. */
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
    private static final List<String> BIG_DOMAINS =
            List.of(
                    "example.com",
                    "mail.example.net",
                    "example.org",
                    "inbox.example.com",
                    "post.example.net",
                    "box.example.org");

    Recipient draw(RandomGenerator random) {
        return person(zipf(random, size));
    }

    /** A rank below size that is the rarer the higher: Zipf's law with exponent 1. */
    static int zipf(RandomGenerator random, int size) {
        return (int) Math.exp(random.nextDouble() * Math.log(size + 1.0)) - 1;
    }

    private Recipient person(int rank) {
        RandomGenerator character = new SplittableRandom(seed * 1_000_003 + rank);
        String given = pick(character, GIVEN);
        String family = pick(character, FAMILY);
        String local = "%s.%s%d".formatted(ascii(given), ascii(family), rank);
        String domain =
                character.nextDouble() < 0.8
                        ? BIG_DOMAINS.get(zipf(character, BIG_DOMAINS.size()))
                        : "firm%d.example.org".formatted(zipf(character, 2_000));
        String address = local + "@" + domain;
        boolean shouts = character.nextDouble() < 0.02;
        boolean named = character.nextDouble() < 0.15;
        boolean dead = character.nextDouble() < 0.02;
        return new Recipient(
                shouts ? address.toUpperCase(java.util.Locale.ROOT) : address,
                named ? "%s %s".formatted(capital(given), capital(family)) : null,
                dead,
                dead && character.nextBoolean(),
                character.nextDouble() * 0.7);
    }

    private static <T> T pick(RandomGenerator random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String ascii(String name) {
        return name.replace('ã', 'a')
                .replace('ë', 'e')
                .replace('é', 'e')
                .replace('ö', 'o')
                .replace('ü', 'u');
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
