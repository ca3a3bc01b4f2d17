package sesevents.verify;

import java.util.List;
import sesevents.aws.Aws;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Where everything of a verification lies: all names come from one, so that it is found again. */
public final class Scratch {
    /** The tag on stacks and bucket that says whose they are. */
    static final String TAG = "verify-account";

    private final Aws aws;
    private final String name;
    private GetCallerIdentityResponse identity;

    /**
     * @param name of the stack
     */
    public Scratch(Aws aws, String name) {
        this.aws = aws;
        this.name = name;
    }

    Aws aws() {
        return aws;
    }

    public String region() {
        return aws.region().id();
    }

    /** Of the stack, its configuration set and its workgroup. */
    String name() {
        return name;
    }

    String database() {
        return name.replace('-', '_');
    }

    /** The account makes it unique in all of AWS. */
    String bucket() {
        return "%s-%s-%s".formatted(name, account(), region());
    }

    String refreshArn() {
        return arn("states", "stateMachine:%s-refresh".formatted(name));
    }

    /** As {@code identity/example.com}. */
    String sesArn(String resource) {
        return arn("ses", resource);
    }

    private String arn(String service, String resource) {
        String partition = identity().arn().split(":")[1];
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region(), account(), resource);
    }

    /** Of the probes' function and streams. */
    String probeStack() {
        return name + "-probe";
    }

    /** Of the stream whose role trusts by aws:SourceAccount. */
    String trustStack() {
        return name + "-trust";
    }

    /** The main one last: the others use its bucket and its database. */
    List<String> stacks() {
        return List.of(trustStack(), probeStack(), name());
    }

    public String account() {
        return identity().account();
    }

    private GetCallerIdentityResponse identity() {
        if (identity == null) {
            try (StsClient sts = aws.sts()) {
                identity = sts.getCallerIdentity();
            }
        }
        return identity;
    }
}
