package sesevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules of our own for what checkov has no rule for, or cannot see behind a condition. They look at
 * the stack as it is deployed, with nothing asked for and with everything.
 *
 * @param everything whether all that can be asked for was
 * @param broken each rule that is broken, with the place
 */
record StackRules(StackWorld world, boolean everything, Set<String> broken) {
    /** Names that AWS asks for, or that somebody types. */
    static final Set<String> NAMES =
            Set.of(
                    "ConfigurationSet.Name",
                    "EventDestination.ConfigurationSetName",
                    "DeliveryLogStream.LogGroupName",
                    "BackupLogStream.LogGroupName",
                    "StreamTransformPolicy.PolicyName",
                    "WorkGroup.Name",
                    "Refresh.Name",
                    "RefreshLogGroup.LogGroupName",
                    "Dashboard.Dashboard.DashboardName");

    static final String SOURCE_ACCOUNT = "aws:SourceAccount";

    private static final List<String> KEPT = List.of("RetainExceptOnCreate", "Retain");

    /** What breaks a rule, each as the rule and the place. */
    static Set<String> broken(Map<String, StackTemplate> templates) {
        Set<String> broken = new TreeSet<>();
        new StackRules(StackWorld.of(templates, StackWorld.NOTHING_ASKED), false, broken).check();
        new StackRules(StackWorld.of(templates, StackWorld.EVERYTHING_ASKED), true, broken).check();
        return broken;
    }

    private void check() {
        AccessRules.check(this);
        StoreRules.check(this);
        AlarmRules.check(this);
        names();
        lives();
    }

    private void names() {
        world.resources()
                .forEach(
                        (id, resource) ->
                                resource.path("Properties")
                                        .propertyStream()
                                        .map(Map.Entry::getKey)
                                        .filter(property -> property.matches("(.*[a-z])?Name"))
                                        .map(property -> id + "." + property)
                                        .filter(name -> !name.endsWith(".AlarmName"))
                                        .filter(name -> !name.startsWith("History."))
                                        .filter(name -> !name.matches("Alarms\\.\\w+\\.MetricName"))
                                        .forEach(
                                                name ->
                                                        rule(
                                                                "nothing has a name that nobody types",
                                                                name,
                                                                NAMES.contains(name))));
    }

    /** What stays when the stack goes: the mail log and what mail is sent with. */
    private void lives() {
        Map<String, List<String>> lives = new TreeMap<>();
        world.resources()
                .forEach(
                        (id, resource) ->
                                lives.put(
                                        id,
                                        List.of(
                                                resource.path("DeletionPolicy").asText(),
                                                resource.path("UpdateReplacePolicy").asText())));
        for (String kept :
                List.of(
                        "Bucket",
                        "BucketPolicy",
                        "ConfigurationSet",
                        "History.EventHistoryTable")) {
            rule("the mail log is kept", kept, lives.get(kept).equals(KEPT));
        }
        for (String type :
                List.of("AWS::CloudFormation::Stack", "AWS::Logs::LogGroup", "AWS::KMS::Key")) {
            world.ofType(type)
                    .keySet()
                    .forEach(
                            id ->
                                    rule(
                                            "what does not stay says so",
                                            id,
                                            lives.get(id).equals(List.of("Delete", "Delete"))));
        }
    }

    void rule(String name, String where, boolean kept) {
        if (!kept) {
            broken.add(name + ": " + where);
        }
    }

    String at(String id, String place) {
        return world.resources().get(id).at("/Properties" + place).asText();
    }

    /** Whether it is the key that was given, or none where none was. */
    boolean keyOf(JsonNode value) {
        return value.asText().equals(everything ? StackWorld.KEY : "");
    }

    static JsonNode none() {
        return MissingNode.getInstance();
    }
}
