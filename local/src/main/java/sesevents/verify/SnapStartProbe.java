package sesevents.verify;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.SnapStart;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.State;

/** Whether SnapStart works for this runtime and processor, tried on the probes' function. */
record SnapStartProbe(Scratch scratch, Poll waiting) {
    private static final SnapStart PUBLISHED =
            SnapStart.builder().applyOn(SnapStartApplyOn.PUBLISHED_VERSIONS).build();
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    void run(Findings findings) {
        try (LambdaClient lambda = scratch.aws().lambda()) {
            findings.compare("SnapStart of java25 on arm64", "Active, On", seen(lambda));
        }
    }

    /** That Lambda refuses it is an answer as well. */
    private String seen(LambdaClient lambda) {
        String function = scratch.probeStack();
        try {
            lambda.updateFunctionConfiguration(
                    request -> request.functionName(function).snapStart(PUBLISHED));
            await(lambda, function, null);
            String version =
                    lambda.publishVersion(request -> request.functionName(function)).version();
            return await(lambda, function, version)
                    .map(SnapStartProbe::words)
                    .orElse("not ready in 10 minutes");
        } catch (InvalidParameterValueException e) {
            return e.awsErrorDetails().errorMessage();
        }
    }

    /** A snapshot takes minutes; meanwhile its version is pending. */
    private Optional<GetFunctionConfigurationResponse> await(
            LambdaClient lambda, String function, String version) {
        return waiting.until(
                "Lambda",
                EVERY,
                LONGEST,
                () ->
                        Optional.of(
                                        lambda.getFunctionConfiguration(
                                                request ->
                                                        request.functionName(function)
                                                                .qualifier(version)))
                                .filter(
                                        one ->
                                                one.state() != State.PENDING
                                                        && one.lastUpdateStatus()
                                                                != LastUpdateStatus.IN_PROGRESS));
    }

    private static String words(GetFunctionConfigurationResponse version) {
        String reason = version.stateReason() == null ? "" : ": " + version.stateReason();
        return "%s, %s%s"
                .formatted(
                        version.stateAsString(),
                        version.snapStart().optimizationStatusAsString(),
                        reason);
    }
}
