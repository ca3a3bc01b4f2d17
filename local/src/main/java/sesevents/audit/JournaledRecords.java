package sesevents.audit;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sesevents.lake.Journal;
import sesevents.lake.Lake;

/**
 * The records that a lake's journal names: each must be there, on whatever day it came again. So a
 * record that is there twice does not make up for another one, and a record that was lost with a
 * killed load and loaded again is not missing.
 */
final class JournaledRecords implements OfferedRecords {
    private final Map<LocalDate, Long> offered = new HashMap<>();
    private final Map<LocalDate, Long> missing = new HashMap<>();
    private final Scan scan;

    /**
     * Holds the journal against what was found.
     *
     * @param scan has read all of the lake; is told of lines that are not the journal's
     */
    JournaledRecords(Lake lake, Scan scan) throws IOException {
        this.scan = scan;
        IdSet counted = new IdSet();
        Journal.read(
                lake,
                (day, id) -> {
                    offered.merge(day, 1L, Long::sum);
                    if (!scan.hasFound(id) && counted.add(id)) {
                        missing.merge(day, 1L, Long::sum);
                    }
                },
                scan::unreadable);
    }

    @Override
    public Long onDay(LocalDate day) {
        return offered.get(day);
    }

    @Override
    public List<DayResult> verdicts(List<LocalDate> days) {
        return days.stream().map(this::verdict).toList();
    }

    private DayResult verdict(LocalDate day) {
        if (!offered.containsKey(day)) {
            return new DayResult(DayResult.Kind.UNKNOWN, 0);
        }
        return DayResult.lacking(missing.getOrDefault(day, 0L), scan.unreadableCount() == 0);
    }

    /** The days on which records were offered. */
    Set<LocalDate> days() {
        return offered.keySet();
    }
}
