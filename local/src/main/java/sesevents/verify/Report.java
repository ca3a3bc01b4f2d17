package sesevents.verify;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import sesevents.verify.Findings.Finding;

/**
 * A report to paste into an issue.
 *
 * @param placeholders what replaces each secret value in the text
 */
public record Report(
        LocalDate day,
        String region,
        String version,
        List<Result> results,
        Map<String, String> placeholders) {
    /**
     * How a step ended.
     *
     * @param reason why it was skipped or failed; null if it was done
     */
    public record Result(Step step, State state, String reason, List<Finding> findings) {}

    /** Whether a step ran to its end. */
    public enum State {
        DONE,
        SKIPPED,
        FAILED
    }

    public boolean isAllAsExpected() {
        return unexpectedCount() == 0;
    }

    public boolean isFailed() {
        return results.stream().anyMatch(result -> result.state() == State.FAILED);
    }

    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("# verify-account: ").append(summary()).append("\n\n");
        text.append("%s, %s, checkout %s\n".formatted(day, region, version));
        results.forEach(result -> append(result, text));
        String redacted = text.toString();
        for (Map.Entry<String, String> secret : placeholders.entrySet()) {
            redacted = redacted.replace(secret.getKey(), secret.getValue());
        }
        return redacted;
    }

    private String summary() {
        if (isFailed()) {
            return "a step failed";
        }
        return isAllAsExpected()
                ? "all findings are as expected"
                : "findings not as expected: " + unexpectedCount();
    }

    private long unexpectedCount() {
        return results.stream()
                .flatMap(result -> result.findings().stream())
                .filter(finding -> !finding.isExpected())
                .count();
    }

    private static void append(Result result, StringBuilder text) {
        text.append("\n## %s\n".formatted(result.step().name()));
        if (result.state() != State.DONE) {
            text.append("\n%s: %s\n".formatted(result.state(), result.reason()));
        }
        if (result.findings().isEmpty()) {
            return;
        }
        text.append("\n| finding | expected | seen | verdict |\n|---|---|---|---|\n");
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
}
