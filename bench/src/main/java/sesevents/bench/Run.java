package sesevents.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import sesevents.firehose.Transformation;

/** Runs one contender in a JVM of its own, and prints its figures, separated by blanks. */
final class Run {
    private static final int WARM_UP = 60;
    private static final int BATCHES = 80;
    private static final int FIRST_BATCH_BYTES = 20 << 10;
    private static final int BATCH_BYTES = 1 << 20;
    private static final int LARGEST_BATCH_BYTES = 3 << 20;

    /** Kept from one invocation to the next, as Lambda's runtime keeps its own. */
    private static final ByteArrayOutputStream ANSWER = new ByteArrayOutputStream();

    private Run() {}

    /**
     * Prints the CPU ms from the start of the JVM to the first answer, the CPU ms of a warm batch
     * of 1 MB, and the peak of the heap with batches of 3 MB, in bytes.
     */
    public static void main(String[] args) throws IOException {
        byte[] first = Batch.ofSize(FIRST_BATCH_BYTES);
        Transformation transformation = Contender.valueOf(args[0]).transformation();
        invoke(transformation, first);
        double start = cpuMillis();
        byte[] batch = Batch.ofSize(BATCH_BYTES);
        for (int i = 0; i < WARM_UP; i++) {
            invoke(transformation, batch);
        }
        double before = cpuMillis();
        for (int i = 0; i < BATCHES; i++) {
            invoke(transformation, batch);
        }
        double perBatch = (cpuMillis() - before) / BATCHES;
        byte[] largest = Batch.ofSize(LARGEST_BATCH_BYTES);
        for (int i = 0; i < BATCHES; i++) {
            invoke(transformation, largest);
        }
        System.out.println(start + " " + perBatch + " " + peakHeapBytes());
    }

    private static void invoke(Transformation transformation, byte[] request) throws IOException {
        ANSWER.reset();
        transformation.invoke(new ByteArrayInputStream(request), ANSWER);
    }

    /** The CPU time of the process; garbage collection and compilation count too. */
    private static double cpuMillis() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e6;
    }

    private static long peakHeapBytes() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                bytes += pool.getPeakUsage().getUsed();
            }
        }
        return bytes;
    }
}
