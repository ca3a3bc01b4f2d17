package sesevents.bench.faults;

import java.io.IOException;
import java.util.Random;
import sesevents.lake.Bucket;

/**
 * A bucket that sometimes answers with an error, half the time after it has stored the object, and
 * to which some objects are delivered twice. It never fails forever, since AWS tries for 24 hours.
 */
final class FaultyBucket implements Bucket {
    private static final double ERROR = 0.05;
    private static final double TWICE = 0.02;
    private static final int IN_A_ROW_MAX = 3;

    private final Bucket bucket;
    private final Random random;
    private int inARow;
    private long errors;
    private long twice;

    FaultyBucket(Bucket bucket, Random random) {
        this.bucket = bucket;
        this.random = random;
    }

    long errors() {
        return errors;
    }

    /** How many objects were delivered twice. */
    long twice() {
        return twice;
    }

    @Override
    public void put(String key, byte[] body) throws IOException {
        if (inARow < IN_A_ROW_MAX && random.nextDouble() < ERROR) {
            inARow++;
            errors++;
            if (random.nextBoolean()) {
                bucket.put(key, body);
            }
            throw new IOException("500 InternalError");
        }
        inARow = 0;
        bucket.put(key, body);
        if (random.nextDouble() < TWICE) {
            twice++;
            bucket.put(key.replaceFirst("(\\.gz)?$", "-again$1"), body);
        }
    }
}
