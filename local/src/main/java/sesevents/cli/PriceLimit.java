package sesevents.cli;

import picocli.CommandLine.Option;
import sesevents.questions.Questions;

/** How much a question may read. */
final class PriceLimit {
    @Option(
            names = "--max-bytes",
            paramLabel = "BYTES",
            defaultValue = "" + Questions.USUAL_MAX_BYTES,
            description =
                    "Refuse a question that would read more of event_history (default"
                            + " ${DEFAULT-VALUE}).")
    private long maxBytes;

    long maxBytes() {
        return maxBytes;
    }
}
