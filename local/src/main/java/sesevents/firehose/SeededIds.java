package sesevents.firehose;

import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Ids that are the same in every run with the same seed. */
public final class SeededIds implements Supplier<UUID> {
    private final Random random;

    public SeededIds(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public UUID get() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
