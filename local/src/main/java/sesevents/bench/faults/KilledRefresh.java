package sesevents.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import sesevents.replay.Pause;

/** A refresh that is killed at some moment of its work, as a machine is that loses its power. */
final class KilledRefresh {
    private static final int DAY_MILLIS = 3_000;
    private static final Duration POLL = Duration.ofMillis(50);

    private KilledRefresh() {}

    /**
     * Runs it in a process of its own, started as this one, and kills that.
     *
     * @param days how many it has to do
     * @return how many it had told of by then
     */
    static int run(Path lake, int days, Random random) throws IOException {
        int daysBefore = random.nextInt(days);
        ChildCommand refresh = ChildCommand.start("refresh", "--lake", lake.toString());
        while (refresh.isAlive() && daysTold(refresh.said()) < daysBefore) {
            Pause.REAL.of(POLL);
        }
        Duration time = Duration.ofMillis(random.nextInt(DAY_MILLIS));
        return daysTold(refresh.killAfter(time).said());
    }

    private static int daysTold(String said) {
        return (int) said.lines().filter(line -> line.endsWith(" rows")).count();
    }
}
