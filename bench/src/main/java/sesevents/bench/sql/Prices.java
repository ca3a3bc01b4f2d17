package sesevents.bench.sql;

/**
 * What Athena and S3 bill, in US dollars.
 *
 * @param terabyte of 10^12 bytes that Athena reads; it bills 10 MB at least
 * @param thousandGets requests of S3; one for each file is reckoned
 */
public record Prices(double terabyte, double thousandGets) {
    private static final double LEAST_BYTES = 1e7;

    double of(Figure figure) {
        return Math.max(figure.bytes(), LEAST_BYTES) / 1e12 * terabyte
                + figure.files() / 1e3 * thousandGets;
    }
}
