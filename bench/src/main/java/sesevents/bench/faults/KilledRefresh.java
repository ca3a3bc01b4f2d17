package sesevents.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import sesevents.cli.ChildCommand;
import sesevents.replay.Pause;

/** A refresh that is killed while it works, as if the machine lost its power. */
final class KilledRefresh {
    private static final int WINDOW_MILLIS = 3_000;
    private static final Duration POLL = Duration.ofMillis(50);

    private KilledRefresh() {}

    /**
     * Runs the refresh in a process of its own, and kills the process.
     *
     * @return how many insertions it had reported by then
     */
    static int run(Path lake, Random random) throws IOException {
        int before = random.nextInt(2);
        ChildCommand refresh = ChildCommand.start("refresh", "--lake", lake.toString());
        while (refresh.isAlive() && told(refresh.said()) < before) {
            Pause.REAL.of(POLL);
        }
        Duration time = Duration.ofMillis(random.nextInt(WINDOW_MILLIS));
        return told(refresh.killAfter(time).said());
    }

    private static int told(String said) {
        return (int) said.lines().filter(line -> line.endsWith(" rows")).count();
    }
}
