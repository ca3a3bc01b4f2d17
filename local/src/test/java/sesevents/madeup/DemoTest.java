package sesevents.madeup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir private Path lake;

    @Test
    void makesTheSameLakeAgainAndLeavesNothingOfAnEarlierRun() throws IOException {
        run(1);
        Map<String, String> once = objects();

        run(2);
        run(1);

        assertEquals(once, objects());
    }

    private void run(long seed) {
        Mailing mailing = new Mailing(seed, 200, START, START.plusSeconds(86_400));
        new Demo(lake, List.of(), mailing).run(_ -> {});
    }

    private Map<String, String> objects() throws IOException {
        Map<String, String> objects = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(lake)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String bytes = HexFormat.of().formatHex(Files.readAllBytes(path));
                objects.put(lake.relativize(path).toString(), bytes);
            }
        }
        return objects;
    }
}
