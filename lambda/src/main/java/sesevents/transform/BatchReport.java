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
    private int contractChanges;
    private String oldest;
    private long oldestArrivalMillis;

    void stored(Event event, long arrivalEpochMillis) {
        stored++;
        if (oldest == null || event.happened().compareTo(oldest) < 0) {
            oldest = event.happened();
            oldestArrivalMillis = arrivalEpochMillis;
        }
        count(EventType.of(event.type()) == null ? "Other" : event.type());
        if (!event.unlisted().isEmpty()) {
            contractChanges++;
        }
    }

    void failed(Entry entry, Reason reason, String where) {
        quarantined++;
        count(reason.code());
        if (reason == Reason.WRONG_TYPE) {
            contractChanges++;
        }
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
        tell(names, values);
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

    /** The same figures as one line of JSON, of which CloudWatch makes nothing. */
    byte[] counts(String stackName) {
        Bytes values = new Bytes(512);
        tell(new Bytes(512), values);
        return new Bytes(512)
                .add("{\"StackName\":")
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

    private void tell(Bytes names, Bytes values) {
        count(names, values, "Records", stored + quarantined);
        count(names, values, "Stored", stored);
        count(names, values, "Quarantined", quarantined);
        if (oldest != null) {
            metric(names, values, "EventDelay", "Seconds", delaySeconds());
        }
        if (contractChanges > 0) {
            count(names, values, "ContractChanges", contractChanges);
        }
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            count(names, values, count.getKey(), count.getValue());
        }
    }

    private void count(String name) {
        counts.merge(name, 1, Integer::sum);
    }

    /** From the oldest event to its arrival at Firehose. */
    private long delaySeconds() {
        return oldestArrivalMillis / 1_000 - Timestamp.epochSecond(oldest);
    }

    private static void count(Bytes names, Bytes values, String name, int value) {
        metric(names, values, name, "Count", value);
    }

    private static void metric(Bytes names, Bytes values, String name, String unit, long value) {
        names.add(names.length() == 0 ? "" : ",");
        names.add("{\"Name\":\"" + name + "\",\"Unit\":\"" + unit + "\"}");
        values.add(",\"" + name + "\":" + value);
    }
}
