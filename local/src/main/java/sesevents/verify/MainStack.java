package sesevents.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import sesevents.Checkout;
import sesevents.UserError;

/**
 * The stack of this checkout, built and deployed with the SAM CLI as a user does.
 *
 * @param sam the program and its first arguments
 */
record MainStack(Scratch scratch, Stacks stacks, List<String> sam) {
    void deploy(Findings findings) {
        stacks.exists(scratch.name());
        sam("build");
        sam(
                "deploy",
                "--stack-name",
                scratch.name(),
                "--s3-prefix",
                scratch.name(),
                "--region",
                scratch.region(),
                "--no-progressbar",
                "--tags",
                Scratch.TAG + "=yes",
                "--parameter-overrides",
                "ConfigurationSetName=" + scratch.name(),
                "EventAthenaDatabaseName=" + scratch.database(),
                "CreateBucketName=" + scratch.bucket(),
                "FirstDay=" + LocalDate.now(ZoneOffset.UTC).minusDays(1),
                // The alarm compares this stack with all mail of the account.
                "CoveragePercentMin=0");
        findings.compare(
                "stack", "deployed", stacks.exists(scratch.name()) ? "deployed" : "not there");
    }

    private void sam(String... arguments) {
        List<String> command = new ArrayList<>(sam);
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Checkout.root().toFile()).inheritIO();
        if (scratch.aws().endpoint() != null) {
            builder.environment().put("AWS_ENDPOINT_URL", scratch.aws().endpoint().toString());
        }
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new UserError("sam %s ended with status %d", arguments[0], status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sam ran", e);
        }
    }
}
