package sesevents.bench.faults;

import java.util.List;

/**
 * What became of one trial.
 *
 * @param offered records that Firehose took
 * @param invocations that failed
 * @param deliveries that S3 refused
 * @param twice objects that were delivered twice
 * @param refreshed days that the refresh had told of when it was killed
 * @param stored distinct records in the table before the replay
 * @param quarantined distinct records in the quarantine before the replay
 * @param bad records that the quarantine rightly keeps
 * @param lost distinct events of the truth that are not in the table after the replay
 * @param unlike views that say something else than the truth
 * @param surplus rows of the table that count(*) counts and no view does
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
