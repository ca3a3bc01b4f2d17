package sesevents.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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
                scratch.poll()
                        .until(
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
}
