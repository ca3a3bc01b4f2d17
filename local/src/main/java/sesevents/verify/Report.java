package sesevents.verify;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What people paste into an issue.
 *
 * @param names of what nobody else is to read, by what it is
 */
public record Report(
        LocalDate day,
        String region,
        String version,
        List<Result> results,
        Map<String, String> names) {
    public boolean isAllAsExpected() {
        return results.stream().noneMatch(Result::isUnlike);
    }

    public boolean isFailed() {
        return results.stream().anyMatch(result -> result.state() == Result.State.FAILED);
    }

    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("# verify-account: ").append(summary()).append("\n\n");
        text.append("%s, %s, checkout %s\n".formatted(day, region, version));
        results.forEach(result -> append(result, text));
        return redacted(text.toString());
    }

    private String summary() {
        if (isFailed()) {
            return "a step failed";
        }
        long unlike =
                results.stream()
                        .flatMap(result -> result.findings().stream())
                        .filter(Finding::isUnlike)
                        .count();
        return unlike == 0 ? "all that was looked at is as expected" : unlike + " unlike expected";
    }

    private static void append(Result result, StringBuilder text) {
        text.append("\n## ").append(result.step().name()).append('\n');
        if (result.state() != Result.State.DONE) {
            text.append(
                    "\n%s: %s\n"
                            .formatted(
                                    result.state() == Result.State.FAILED ? "FAILED" : "skipped",
                                    result.reason()));
        }
        if (result.findings().isEmpty()) {
            return;
        }
        text.append("\n| what | expected | seen | verdict |\n|---|---|---|---|\n");
        for (Finding finding : result.findings()) {
            text.append(
                    "| %s | %s | %s | %s |\n"
                            .formatted(
                                    cell(finding.subject()),
                                    cell(finding.expected()),
                                    cell(finding.seen()),
                                    finding.verdict()));
        }
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private String redacted(String text) {
        String redacted = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            redacted = redacted.replace(name.getValue(), name.getKey());
        }
        return redacted;
    }
}
