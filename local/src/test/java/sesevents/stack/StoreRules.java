package sesevents.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What holds mail or logs, and for how long. */
final class StoreRules {
    /** Old versions and unfinished uploads end whatever their folder; history/ stays for ever. */
    private static final String ALWAYS =
            """
            {"Prefix":"backup/","ExpirationInDays":"30"}
            {"Prefix":"athena-results/","ExpirationInDays":"7"}
            {"NoncurrentVersionExpiration":{"NoncurrentDays":"30"},"ExpiredObjectDeleteMarker":"true"}
            {"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":"2"}}
            """;

    private static final String WHEN_ASKED =
            """
            {"Prefix":"events/","Transitions":[{"StorageClass":"GLACIER_IR","TransitionInDays":"90"}]}
            {"Prefix":"events/","ExpirationInDays":"400"}
            {"Prefix":"quarantine/","ExpirationInDays":"90"}
            {"Prefix":"replayed/","ExpirationInDays":"90"}
            """;

    private StoreRules() {}

    static void check(StackRules stack) {
        Set<String> rules = new TreeSet<>();
        for (JsonNode rule :
                stack.world()
                        .resources()
                        .get("Bucket")
                        .at("/Properties/LifecycleConfiguration/Rules")) {
            ObjectNode enabled = rule.deepCopy();
            enabled.remove("Id");
            if (enabled.remove("Status").asText().equals("Enabled")) {
                rules.add(enabled.toString());
            }
        }
        Set<String> right = (ALWAYS + stack.asked(WHEN_ASKED)).lines().collect(Collectors.toSet());
        stack.rule(
                "objects are kept as long as the parameters say, and deleted versions expire",
                "Bucket has " + rules,
                rules.equals(right));
        stack.rule(
                "no key of the stack's own is needed to read what stays",
                "AWS::KMS::Key",
                stack.world().ofType("AWS::KMS::Key").keySet().equals(Set.of("Alarms.Key")));
    }
}
