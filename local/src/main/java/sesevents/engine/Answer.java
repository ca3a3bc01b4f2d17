package sesevents.engine;

import io.trino.execution.QueryInfo;
import io.trino.execution.StageInfo;
import io.trino.execution.StagesInfo;
import io.trino.execution.TableInfo;
import io.trino.operator.OperatorStats;
import io.trino.sql.planner.plan.PlanNodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a query answered, and what it took. */
public record Answer(Rows rows, Duration wall, List<Scan> scans) {

    /**
     * How one table was read; twice where the query reads it twice.
     *
     * @param bytes as they lie in the files, compressed
     * @param files read in part or whole; one of more than 32 MB may count several times
     */
    public record Scan(String table, long bytes, long files) {}

    static Answer of(Rows rows, Duration wall, QueryInfo info) {
        Map<PlanNodeId, TableInfo> tables = new HashMap<>();
        for (StageInfo stage : StagesInfo.getAllStages(info.getStages())) {
            tables.putAll(stage.tables());
        }
        List<Scan> scans =
                info.getQueryStats().getOperatorSummaries().stream()
                        .filter(operator -> operator.getSourceId().isPresent())
                        .map(operator -> scan(operator, tables))
                        .toList();
        return new Answer(rows, wall, scans);
    }

    public long bytes() {
        return scans.stream().mapToLong(Scan::bytes).sum();
    }

    public long files() {
        return scans.stream().mapToLong(Scan::files).sum();
    }

    private static Scan scan(OperatorStats operator, Map<PlanNodeId, TableInfo> tables) {
        return new Scan(
                tables.get(operator.getSourceId().get()).tableName().objectName(),
                operator.getPhysicalInputDataSize().toBytes(),
                operator.getTotalDrivers());
    }
}
