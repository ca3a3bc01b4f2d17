package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sesevents.standin.StateMachine.Services;

/**
 * Answers the calls of a refresh without executing anything, and records its statements. The bucket
 * has one object or none.
 */
final class RefreshRecorder implements Services {
    static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:ses-events-refresh:";
    private static final List<String> MERGING =
            List.of("OPTIMIZE event_history REWRITE DATA USING BIN_PACK", "VACUUM event_history");

    private final List<String> statements = new ArrayList<>();
    private final String oldestFolder;
    private List<Run> runs;

    /** One run in Step Functions' list of runs. */
    record Run(String name, String status, String start) {
        Map<String, Object> listed() {
            return Map.of("ExecutionArn", ARN + name, "Status", status, "StartDate", start);
        }
    }

    RefreshRecorder(String oldestFolder, Run... runs) {
        this.oldestFolder = oldestFolder;
        this.runs = List.of(runs);
    }

    List<String> statements() {
        return statements;
    }

    void setRuns(List<Run> runs) {
        this.runs = runs;
    }

    @Override
    public Object call(String resource, Map<String, Object> arguments) {
        return switch (resource.substring(resource.lastIndexOf(':') + 1)) {
            case "listExecutions" -> Map.of("Executions", runs.stream().map(Run::listed).toList());
            case "listObjectsV2" -> listed((String) arguments.get("Prefix"));
            case "batchGetNamedQuery" ->
                    Map.of("NamedQueries", List.of(query("check"), query("insert")));
            default -> {
                statements.add((String) arguments.get("QueryString"));
                yield Map.of("QueryExecution", Map.of());
            }
        };
    }

    private Object listed(String prefix) {
        return oldestFolder.isEmpty()
                ? Map.of()
                : Map.of("Contents", List.of(Map.of("Key", prefix + oldestFolder + "/a.gz")));
    }

    private static Map<String, String> query(String what) {
        return Map.of("Name", what + "_hours", "QueryString", what + " ${from_hour} ${to_hour}");
    }

    /**
     * The ranges that were inserted. Each is checked next, and the run ends with merging in
     * Athena's grammar: docs.aws.amazon.com/athena/latest/ug/optimize-statement.html.
     */
    List<String> hours() {
        int end = statements.size() - 2;
        assertEquals(MERGING, statements.subList(end, end + 2));
        List<String> hours = new ArrayList<>();
        for (int i = 0; i < end; i += 2) {
            String inserted = statements.get(i).substring("insert ".length());
            assertEquals("check " + inserted, statements.get(i + 1));
            hours.add(inserted);
        }
        return hours;
    }
}
