package sesevents.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sesevents.UserError;
import sesevents.aws.Aws;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** CloudFormation's stacks, of which only those with our tag are ever touched. */
record Stacks(Aws aws, Poll waiting) {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** Whether there is one; one that is not ours is refused. */
    boolean exists(String name) {
        Optional<Stack> stack = find(name);
        if (stack.isPresent()
                && stack.get().tags().stream().noneMatch(tag -> tag.key().equals(Scratch.TAG))) {
            throw new UserError(
                    "stack %s in %s is not of verify-account (it has no tag %s), so it is left alone;"
                            + " take another name: --stack-name",
                    name, aws.region(), Scratch.TAG);
        }
        return stack.isPresent();
    }

    /**
     * Makes one of a template of this package, in the place of one that an earlier run left.
     *
     * @return why it could not be made
     */
    Optional<String> create(String name, String template, Map<String, String> parameters) {
        delete(name);
        try (CloudFormationClient cloudFormation = aws.cloudFormation()) {
            cloudFormation.createStack(
                    request ->
                            request.stackName(name)
                                    .templateBody(resource(template))
                                    .parameters(parameters(parameters))
                                    .tags(Tag.builder().key(Scratch.TAG).value("yes").build())
                                    .capabilities(
                                            Capability.CAPABILITY_IAM,
                                            Capability.CAPABILITY_AUTO_EXPAND));
        }
        String status =
                waiting.until(
                                "stack " + name,
                                EVERY,
                                LONGEST,
                                () ->
                                        find(name)
                                                .map(Stack::stackStatusAsString)
                                                .filter(one -> !one.endsWith("_IN_PROGRESS")))
                        .orElse("still in progress");
        return status.equals("CREATE_COMPLETE")
                ? Optional.empty()
                : Optional.of(status + ": " + firstFailure(name));
    }

    /** Deletes it where there is one, and waits until it is gone. */
    void delete(String name) {
        if (!exists(name)) {
            return;
        }
        try (CloudFormationClient cloudFormation = aws.cloudFormation()) {
            cloudFormation.deleteStack(request -> request.stackName(name));
        }
        String status =
                waiting.until(
                                "the end of stack " + name,
                                EVERY,
                                LONGEST,
                                () ->
                                        Optional.of(
                                                        find(name)
                                                                .map(Stack::stackStatusAsString)
                                                                .orElse("gone"))
                                                .filter(one -> !one.endsWith("_IN_PROGRESS")))
                        .orElse("still in progress");
        if (!status.equals("gone")) {
            throw new UserError(
                    "stack %s cannot be removed (%s: %s)", name, status, firstFailure(name));
        }
    }

    /** Of a stack that may be anybody's. */
    Optional<String> output(String name, String key) {
        return find(name).stream()
                .flatMap(stack -> stack.outputs().stream())
                .filter(output -> output.outputKey().equals(key))
                .map(Output::outputValue)
                .findFirst();
    }

    private Optional<Stack> find(String name) {
        try (CloudFormationClient cloudFormation = aws.cloudFormation()) {
            return Optional.of(
                    cloudFormation
                            .describeStacks(request -> request.stackName(name))
                            .stacks()
                            .getFirst());
        } catch (CloudFormationException e) {
            if (e.getMessage().contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Later ones are mostly of what was canceled because of it. */
    private String firstFailure(String name) {
        try (CloudFormationClient cloudFormation = aws.cloudFormation()) {
            List<StackEvent> failures =
                    cloudFormation
                            .describeStackEventsPaginator(request -> request.stackName(name))
                            .stackEvents()
                            .stream()
                            .filter(Stacks::isFailure)
                            .toList();
            return failures.isEmpty()
                    ? "CloudFormation gives no reason"
                    : failures.getLast().logicalResourceId()
                            + ": "
                            + failures.getLast().resourceStatusReason();
        }
    }

    private static boolean isFailure(StackEvent event) {
        return event.resourceStatus() == ResourceStatus.CREATE_FAILED
                || event.resourceStatus() == ResourceStatus.DELETE_FAILED;
    }

    private static List<Parameter> parameters(Map<String, String> valueByName) {
        return valueByName.entrySet().stream()
                .map(
                        one ->
                                Parameter.builder()
                                        .parameterKey(one.getKey())
                                        .parameterValue(one.getValue())
                                        .build())
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = Stacks.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
