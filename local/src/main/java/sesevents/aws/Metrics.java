package sesevents.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** CloudWatch's sums by day, in UTC. */
public record Metrics(CloudWatchClient cloudWatch) {
    /** How long CloudWatch keeps a day's sum. */
    public static final int DAYS_KEPT = 455;

    private static final int DAY_SECONDS = (int) Duration.ofDays(1).toSeconds();

    /** The number of mails that SES accepted in this account and region. */
    public SortedMap<LocalDate, Long> sentBySes(LocalDate from, LocalDate to) {
        return sums("AWS/SES", "Send", Map.of(), from, to);
    }

    /** Sums from day to day, both included; days without data are missing. */
    public SortedMap<LocalDate, Long> sums(
            String namespace,
            String metric,
            Map<String, String> dimensions,
            LocalDate from,
            LocalDate to) {
        MetricDataQuery query =
                MetricDataQuery.builder()
                        .id("sums")
                        .metricStat(
                                stat ->
                                        stat.stat("Sum")
                                                .period(DAY_SECONDS)
                                                .metric(
                                                        one ->
                                                                one.namespace(namespace)
                                                                        .metricName(metric)
                                                                        .dimensions(
                                                                                dimensions(
                                                                                        dimensions))))
                        .build();
        SortedMap<LocalDate, Long> sums = new TreeMap<>();
        cloudWatch
                .getMetricDataPaginator(
                        request ->
                                request.metricDataQueries(query)
                                        .startTime(midnight(from))
                                        .endTime(midnight(to.plusDays(1))))
                .metricDataResults()
                .forEach(result -> add(result, sums));
        return sums;
    }

    public static List<Dimension> dimensions(Map<String, String> valueByName) {
        return valueByName.entrySet().stream()
                .map(one -> Dimension.builder().name(one.getKey()).value(one.getValue()).build())
                .toList();
    }

    private static void add(MetricDataResult result, SortedMap<LocalDate, Long> sums) {
        for (int i = 0; i < result.values().size(); i++) {
            LocalDate day = LocalDate.ofInstant(result.timestamps().get(i), ZoneOffset.UTC);
            sums.merge(day, Math.round(result.values().get(i)), Long::sum);
        }
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
