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

/** The rows of a query, the time it took, and how it read its tables. */
public record Answer(Rows rows, Duration wall, List<Scan> scans) {

    /**
     * How one table was read. A query that reads a table twice has two of these.
     *
     * @param bytes read from files, compressed
     * @param files read in part or whole; a file of more than 32 MB may count several times; 0 if
     *     the database does not tell, as Athena
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
