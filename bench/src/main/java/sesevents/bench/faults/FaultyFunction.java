package sesevents.bench.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import sesevents.firehose.Transformation;

/**
 * A function that sometimes fails. A fault lasts for some invocations, as outages do; if it lasts
 * longer than Firehose tries, a whole batch of sound records goes to the quarantine.
 */
final class FaultyFunction implements Transformation {
    private static final int LASTS_MAX = 6;

    private final Transformation function;
    private final Random random;
    private Fault fault;
    private int left;
    private long failures;

    private enum Fault {
        CRASH(0.01),
        TIMEOUT(0.01),
        THROTTLE(0.02),
        OVERSIZE(0.002);

        /** The share of the invocations at which the fault begins. */
        private final double share;

        Fault(double share) {
            this.share = share;
        }

        private static Fault drawn(Random random) {
            double place = random.nextDouble();
            for (Fault fault : values()) {
                place -= fault.share;
                if (place < 0) {
                    return fault;
                }
            }
            return null;
        }
    }

    FaultyFunction(Transformation function, Random random) {
        this.function = function;
        this.random = random;
    }

    /** How many invocations failed. */
    long failures() {
        return failures;
    }

    @Override
    public void invoke(InputStream request, OutputStream response) throws IOException {
        if (left == 0) {
            fault = Fault.drawn(random);
            left = fault == null ? 0 : 1 + random.nextInt(LASTS_MAX);
        }
        if (left == 0) {
            function.invoke(request, response);
            return;
        }
        left--;
        failures++;
        switch (fault) {
            case CRASH -> crash(request, response);
            case TIMEOUT -> throw new IOException("Task timed out after 60.00 seconds");
            case THROTTLE -> throw new IOException("Rate Exceeded");
            case OVERSIZE -> {
                function.invoke(request, response);
                response.write(new byte[RESPONSE_BYTES_MAX]);
            }
        }
    }

    /** Crashes in the middle of the answer. */
    private void crash(InputStream request, OutputStream response) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.invoke(request, answer);
        response.write(answer.toByteArray(), 0, answer.size() / 2);
        throw new IOException("Runtime exited with error: signal: killed");
    }
}
