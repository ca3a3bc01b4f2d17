package sesevents.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import sesevents.lake.Hours;
import sesevents.lake.Lake;

/**
 * Keeps the history complete while a lake stays open. It looks into the hours only if the clock or
 * a folder says that something can be new: looking through a lake of years takes long.
 */
public final class FreshHistory {
    private final Lake lake;
    private final Engine engine;
    private final Consumer<String> told;
    private Signs last;

    /**
     * @param told as in {@link LakeRefresh#refresh}
     */
    public FreshHistory(Lake lake, Engine engine, Consumer<String> told) {
        this.lake = lake;
        this.engine = engine;
        this.told = told;
    }

    public synchronized void refresh() {
        // Read first, so that a file that comes during the refresh is seen by the next one.
        Signs signs = Signs.of(lake);
        if (!signs.equals(last)) {
            LakeRefresh.refresh(lake, engine, told);
            last = signs;
        }
    }

    /**
     * What differs when there is a new full hour or a new object.
     *
     * @param hour of the clock
     * @param changed when the youngest of the folders last got a file or lost one
     */
    private record Signs(LocalDateTime hour, FileTime changed) {
        static Signs of(Lake lake) {
            FileTime changed = changed(lake.events());
            for (LocalDateTime hour : lake.hours()) {
                FileTime there = changed(lake.hour(hour));
                changed = there.compareTo(changed) > 0 ? there : changed;
            }
            return new Signs(Hours.of(LocalDateTime.now(ZoneOffset.UTC)), changed);
        }

        private static FileTime changed(Path folder) {
            try {
                return Files.getLastModifiedTime(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + folder, e);
            }
        }
    }
}
