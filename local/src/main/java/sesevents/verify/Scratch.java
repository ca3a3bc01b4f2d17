package sesevents.verify;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import sesevents.aws.Aws;
import sesevents.replay.Pause;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * The part of an account that a verification works in. All names derive from one, so that a later
 * run finds what an earlier one left.
 *
 * @param name of the stack, its configuration set and its workgroup
 * @param out takes the messages about waiting
 */
public record Scratch(
        Aws aws,
        String name,
        GetCallerIdentityResponse identity,
        Pause pause,
        Consumer<String> out) {
    /** The tag that marks the stacks and the bucket of a verification. */
    static final String TAG = "verify-account";

    private static final Duration PAUSE_MAX = Duration.ofSeconds(20);

    public static Scratch of(Aws aws, String name, Pause pause, Consumer<String> out) {
        try (StsClient sts = aws.sts()) {
            return new Scratch(aws, name, sts.getCallerIdentity(), pause, out);
        }
    }

    public String account() {
        return identity.account();
    }

    public String region() {
        return aws.region().id();
    }

    String database() {
        return name.replace('-', '_');
    }

    /** The account number makes the name unique in all of AWS. */
    String bucket() {
        return "%s-%s-%s".formatted(name, account(), region());
    }

    /** The stack of the Firehose probe. */
    String probeStack() {
        return name + "-probe";
    }

    /** In the order of their removal: the probe uses the main stack's bucket. */
    List<String> stacks() {
        return List.of(probeStack(), name);
    }

    /**
     * @param resource as {@code identity/example.com}
     */
    String arn(String service, String resource) {
        String partition = identity.arn().split(":")[1];
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region(), account(), resource);
    }

    /**
     * Repeats a question until its answer is final, and prints each minute what it waits for.
     *
     * @return the last answer, which is not final if the time was too short
     */
    <T> T until(String what, Duration longest, Supplier<T> question, Predicate<T> isFinal) {
        Duration waited = Duration.ZERO;
        Duration next = Duration.ofSeconds(1);
        long toldMinutes = 0;
        while (true) {
            T answer = question.get();
            if (isFinal.test(answer) || waited.compareTo(longest) >= 0) {
                return answer;
            }
            if (waited.toMinutes() > toldMinutes) {
                toldMinutes = waited.toMinutes();
                out.accept("  waiting for %s, %d min ...".formatted(what, toldMinutes));
            }
            pause.of(next);
            waited = waited.plus(next);
            next = next.compareTo(PAUSE_MAX.dividedBy(2)) < 0 ? next.multipliedBy(2) : PAUSE_MAX;
        }
    }
}
