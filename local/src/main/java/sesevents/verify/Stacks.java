package sesevents.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sesevents.Checkout;
import sesevents.UserError;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** CloudFormation's stacks. Only stacks with our tag are created or deleted. */
record Stacks(Scratch scratch) {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Tag TAG = Tag.builder().key(Scratch.TAG).value("yes").build();
    private static final String GONE = "gone";

    /**
     * Whether the stack exists.
     *
     * @throws UserError if it exists without our tag
     */
    boolean exists(String name) {
        Optional<Stack> stack = scratch.aws().find(name);
        if (stack.isPresent() && !stack.get().tags().contains(TAG)) {
            throw new UserError(
                    "stack %s in %s was not made by verify-account (it has no tag %s), so it is left"
                            + " alone; choose another name: --stack-name",
                    name, scratch.region(), Scratch.TAG);
        }
        return stack.isPresent();
    }

    /**
     * Builds and deploys the stack of this checkout with the SAM CLI, as a user does.
     *
     * @param sam the program and its first arguments
     */
    void deploy(List<String> sam, Findings findings) {
        String name = scratch.name();
        exists(name);
        run(sam, "build");
        // CoveragePercentMin: the alarm would compare this stack with all mail of the account.
        String deploy =
                """
                deploy --stack-name %1$s --s3-prefix %1$s --region %2$s --no-progressbar
                --tags %3$s=yes --parameter-overrides ConfigurationSetName=%1$s CoveragePercentMin=0
                EventAthenaDatabaseName=%4$s CreateBucketName=%5$s FirstDay=%6$s
                """;
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        run(
                sam,
                deploy.formatted(
                                name,
                                scratch.region(),
                                Scratch.TAG,
                                scratch.database(),
                                scratch.bucket(),
                                yesterday)
                        .split("\\s+"));
        findings.compare("stack", "deployed", exists(name) ? "deployed" : "not there");
    }

    /** Deploys probe.yaml, in place of the stack that an earlier run left. */
    void createProbe() {
        String name = scratch.probeStack();
        delete(name);
        Parameter bucket =
                Parameter.builder()
                        .parameterKey("BucketName")
                        .parameterValue(scratch.bucket())
                        .build();
        try (CloudFormationClient cloudFormation = scratch.aws().cloudFormation()) {
            cloudFormation.createStack(
                    request ->
                            request.stackName(name)
                                    .templateBody(probeTemplate())
                                    .parameters(bucket)
                                    .tags(TAG)
                                    .capabilities(
                                            Capability.CAPABILITY_IAM,
                                            Capability.CAPABILITY_AUTO_EXPAND));
        }
        await(name, "CREATE_COMPLETE");
    }

    /** Returns when the stack is gone, or at once if there is none. */
    void delete(String name) {
        if (!exists(name)) {
            return;
        }
        try (CloudFormationClient cloudFormation = scratch.aws().cloudFormation()) {
            cloudFormation.deleteStack(request -> request.stackName(name));
        }
        await(name, GONE);
    }

    private void await(String name, String wanted) {
        String status =
                scratch.until(
                        "stack " + name,
                        LONGEST,
                        () -> status(name),
                        one -> !one.endsWith("_IN_PROGRESS"));
        if (!status.equals(wanted)) {
            throw new UserError(
                    "stack %s is %s; to see why: aws cloudformation describe-stack-events --region"
                            + " %s --stack-name %s",
                    name, status, scratch.region(), name);
        }
    }

    private String status(String name) {
        return scratch.aws().find(name).map(Stack::stackStatusAsString).orElse(GONE);
    }

    private static String probeTemplate() {
        try (InputStream in = Stacks.class.getResourceAsStream("probe.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> sam, String... arguments) {
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
