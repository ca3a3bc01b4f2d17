package sesevents.questions;

import java.util.Locale;

/**
 * What an answer cost, or would cost in Athena if it came from a folder.
 *
 * @param bytes read from files
 * @param files read; 0 if the database does not tell, as Athena
 * @param usd at the prices of us-east-1: 5 USD for 10^12 bytes, at least 10 MB for each query, and
 *     0.0004 USD for opening 1,000 files
 */
public record Price(int queries, long bytes, long files, double usd) {
    public static final Price NOTHING = new Price(0, 0, 0, 0);
    private static final double USD_PER_BYTE = 5 / 1e12;
    private static final double USD_PER_FILE = 0.0004 / 1e3;
    private static final long LEAST_BYTES = 10_000_000;

    /** With one more query. */
    Price plus(long moreBytes, long moreFiles) {
        return new Price(
                queries + 1,
                bytes + moreBytes,
                files + moreFiles,
                usd + Math.max(moreBytes, LEAST_BYTES) * USD_PER_BYTE + moreFiles * USD_PER_FILE);
    }

    /** Both together. */
    public Price plus(Price other) {
        return new Price(
                queries + other.queries, bytes + other.bytes, files + other.files, usd + other.usd);
    }

    /** Such as {@code 3 queries read 1.2 MB in 96 files; in Athena 0.00019 USD}. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%d %s read %.1f MB%s; in Athena %.5f USD",
                queries,
                queries == 1 ? "query" : "queries",
                bytes / 1e6,
                files == 0 ? "" : " in %,d files".formatted(files),
                usd);
    }
}
