package sesevents.bench.sql;

/**
 * What Athena and S3 bill, in US dollars.
 *
 * @param terabyte for 10^12 bytes that Athena reads; it bills at least 10 MB
 * @param thousandGets for 1,000 requests to S3; each file counts as one
 */
public record Prices(double terabyte, double thousandGets) {
    private static final double LEAST_BYTES = 1e7;

    double of(Figure figure) {
        return Math.max(figure.bytes(), LEAST_BYTES) / 1e12 * terabyte
                + figure.files() / 1e3 * thousandGets;
    }
}
