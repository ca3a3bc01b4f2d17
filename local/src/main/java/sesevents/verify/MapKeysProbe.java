package sesevents.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import sesevents.aws.S3Bucket;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Whether Athena's OpenX SerDe keeps the case of a map's keys. Firehose's conversion of formats,
 * which lowers it, is another matter; this stack leans on neither, its tags are values.
 */
record MapKeysProbe(Scratch scratch, Queries queries) {
    private static final String LINE =
            "{\"Tags\":{\"Campaign\":\"a\",\"ses:Operation\":\"b\",\"lower\":\"c\"}}\n";

    void run(Findings findings) {
        try (S3Client s3 = scratch.aws().s3()) {
            new S3Bucket(s3, scratch.bucket()).put("probe/map-keys/one", LINE.getBytes(UTF_8));
        }
        Queries.Answer answer =
                queries.ask("select array_join(array_sort(map_keys(tags)), ', ') from map_keys");
        findings.compare(
                "keys of a map in OpenX SerDe",
                "Campaign, lower, ses:Operation",
                answer.outcome(first(answer.rows())));
    }

    private static String first(List<List<String>> rows) {
        return rows.isEmpty() ? "no row" : rows.getFirst().getFirst();
    }
}
