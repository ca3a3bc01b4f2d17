package sesevents.transform;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one batch leaves in the log: counts and codes, and nothing that a record holds. */
final class BatchReport {
    private static final String EVENT_DELAY = "EventDelay";
    private static final int FAILURES_MAX = 50;

    private final Map<String, Long> counts = new TreeMap<>();
    private final StringBuilder failures = new StringBuilder();
    private long stored;
    private long quarantined;
    private long contractChanges;
    private LocalDateTime oldest;
    private long oldestArrivalMillis;

    void stored(Event event, long arrivalEpochMillis) {
        stored++;
        if (oldest == null || event.happened().isBefore(oldest)) {
            oldest = event.happened();
            oldestArrivalMillis = arrivalEpochMillis;
        }
        count(EventType.of(event.type()) == null ? "Other" : event.type());
        if (!event.unlisted().isEmpty()) {
            contractChanges++;
        }
    }

    /**
     * @param where the field or the exception that the reason is about, or null
     */
    void failed(Entry entry, Reason reason, String where) {
        quarantined++;
        count(reason.code());
        if (reason == Reason.WRONG_TYPE) {
            contractChanges++;
        }
        if (quarantined > FAILURES_MAX) {
            return;
        }
        failures.append(quarantined == 1 ? "" : ",");
        failures.append("{\"recordId\":" + entry.id() + ",\"reason\":\"" + reason.code() + '"');
        failures.append(where == null ? "}" : ",\"at\":\"" + where + "\"}");
    }

    boolean hasFailures() {
        return quarantined > 0;
    }

    /**
     * One line in CloudWatch's embedded metric format, from which it makes the metrics.
     *
     * @param stackName holds no character that JSON escapes, as CloudFormation demands
     */
    byte[] metrics(String stackName, long epochMillis) {
        String names =
                figures().keySet().stream()
                        .map(name -> "{\"Name\":\"" + name + "\",\"Unit\":\"" + unit(name) + "\"}")
                        .collect(Collectors.joining(","));
        return line(
                "\"_aws\":{\"Timestamp\":"
                        + epochMillis
                        + ",\"CloudWatchMetrics\":[{\"Namespace\":\"SesEvents\","
                        + "\"Dimensions\":[[\"StackName\"]],\"Metrics\":["
                        + names
                        + "]}]},"
                        + values(stackName));
    }

    /** The same figures as one line of JSON, from which CloudWatch makes no metrics. */
    byte[] counts(String stackName) {
        return line(values(stackName));
    }

    /** One line that says which records failed, and why. */
    byte[] failures() {
        long unnamed = Math.max(0, quarantined - FAILURES_MAX);
        return line("\"quarantined\":[" + failures + "],\"unnamed\":" + unnamed);
    }

    private static byte[] line(String members) {
        return ("{" + members + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String unit(String figure) {
        return figure.equals(EVENT_DELAY) ? "Seconds" : "Count";
    }

    private String values(String stackName) {
        StringBuilder values = new StringBuilder("\"StackName\":\"" + stackName + '"');
        figures().forEach((name, value) -> values.append(",\"" + name + "\":" + value));
        return values.toString();
    }

    private Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("Records", stored + quarantined);
        figures.put("Stored", stored);
        figures.put("Quarantined", quarantined);
        if (oldest != null) {
            // From the oldest event to its arrival at Firehose.
            long happened = oldest.toEpochSecond(ZoneOffset.UTC);
            figures.put(EVENT_DELAY, oldestArrivalMillis / 1_000 - happened);
        }
        if (contractChanges > 0) {
            figures.put("ContractChanges", contractChanges);
        }
        figures.putAll(counts);
        return figures;
    }

    private void count(String name) {
        counts.merge(name, 1L, Long::sum);
    }
}
