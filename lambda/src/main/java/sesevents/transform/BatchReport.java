package sesevents.transform;

import java.util.Map;
import java.util.TreeMap;

/** What one batch leaves in the log: counts and codes, never anything out of a record. */
final class BatchReport {
    private static final String NAMESPACE = "SesEvents";
    private static final int FAILURES_MAX = 50;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Bytes failures = new Bytes(256);
    private int stored;
    private int quarantined;

    void stored(Event event) {
        stored++;
        count(EventType.of(event.type()) == null ? "Other" : event.type());
    }

    void failed(Entry entry, Reason reason, String where) {
        quarantined++;
        count(reason.code());
        if (quarantined > FAILURES_MAX) {
            return;
        }
        failures.add(quarantined == 1 ? "" : ",").add("{\"recordId\":");
        failures.add(entry.id()).add(",\"reason\":\"").add(reason.code()).add('"');
        if (where != null) {
            failures.add(",\"at\":\"").add(where).add('"');
        }
        failures.add('}');
    }

    boolean hasFailures() {
        return quarantined > 0;
    }

    /** One line in CloudWatch's embedded metric format, from which it makes the metrics. */
    byte[] metrics(String stackName, long epochMillis) {
        Bytes names = new Bytes(512);
        Bytes values = new Bytes(512);
        metric(names, values, "Records", stored + quarantined);
        metric(names, values, "Stored", stored);
        metric(names, values, "Quarantined", quarantined);
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            metric(names, values, count.getKey(), count.getValue());
        }
        return new Bytes(1024)
                .add("{\"_aws\":{\"Timestamp\":" + epochMillis)
                .add(",\"CloudWatchMetrics\":[{\"Namespace\":\"" + NAMESPACE)
                .add("\",\"Dimensions\":[[\"StackName\"]],\"Metrics\":[")
                .add(names)
                .add("]}]},\"StackName\":")
                .quoted(stackName)
                .add(values)
                .add("}\n")
                .toByteArray();
    }

    /** One line that tells which records failed, and why. */
    byte[] failures() {
        int unnamed = Math.max(0, quarantined - FAILURES_MAX);
        return new Bytes(1024)
                .add("{\"quarantined\":[")
                .add(failures)
                .add("],\"unnamed\":" + unnamed + "}\n")
                .toByteArray();
    }

    private void count(String name) {
        counts.merge(name, 1, Integer::sum);
    }

    private static void metric(Bytes names, Bytes values, String name, int value) {
        names.add(names.length() == 0 ? "" : ",");
        names.add("{\"Name\":\"" + name + "\",\"Unit\":\"Count\"}");
        values.add(",\"" + name + "\":" + value);
    }
}
