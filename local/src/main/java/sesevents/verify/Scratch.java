package sesevents.verify;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import sesevents.aws.Aws;
import sesevents.aws.Pause;
import sesevents.aws.Poll;
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

    /** As {@link Poll#until}, with this verification's pause and messages. */
    <T> T until(String what, Duration longest, Supplier<T> question, Predicate<T> isFinal) {
        return new Poll(pause, out).until(what, longest, question, isFinal);
    }
}
