package sesevents.bench.faults;

import java.util.List;

/**
 * The result of one trial.
 *
 * @param offered records that Firehose took
 * @param invocations invocations that failed
 * @param deliveries objects that S3 refused
 * @param twice objects that were delivered twice
 * @param refreshed insertions that the refresh had reported when it was killed
 * @param stored distinct records in the table before the replay
 * @param quarantined distinct records in the quarantine before the replay
 * @param bad records that the quarantine rightly keeps
 * @param lost distinct events that are missing in the table after the replay
 * @param unlike views that differ from those of the lake without faults
 * @param surplus rows of the table that count(*) counts but no view counts
 * @param problems what is not as it must be, a sentence each
 */
record TrialResult(
        long seed,
        long offered,
        long invocations,
        long deliveries,
        long twice,
        int refreshed,
        long stored,
        long quarantined,
        long bad,
        long lost,
        int unlike,
        long surplus,
        List<String> problems) {}
