package sesevents.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules of our own for what checkov has no rule for, or cannot see behind a condition. They look at
 * the stack as it is deployed, with the defaults and with everything that parameters can ask for.
 *
 * @param everything whether everything is asked for
 * @param broken each rule that is broken, with the place
 */
record StackRules(StackWorld world, boolean everything, Set<String> broken) {
    /** Names that AWS asks for, or that people type. */
    private static final Set<String> NAMES =
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

    /** The mail log, and what mail is sent with: mail of a deleted configuration set is refused. */
    private static final Set<String> KEPT =
            Set.of("Bucket", "BucketPolicy", "ConfigurationSet", "History.EventHistoryTable");

    private static final Set<String> SAY_THAT_THEY_GO =
            Set.of("AWS::CloudFormation::Stack", "AWS::Logs::LogGroup", "AWS::KMS::Key");

    /** The rules that the templates break, each with the place. */
    static Set<String> broken(Map<String, StackTemplate> templates) {
        Set<String> broken = new TreeSet<>();
        for (boolean everything : List.of(false, true)) {
            Map<String, String> parameters =
                    everything ? StackWorld.EVERYTHING : StackWorld.DEFAULTS;
            StackRules rules =
                    new StackRules(StackWorld.of(templates, parameters), everything, broken);
            rules.names();
            rules.deletion();
            ValueRules.check(rules);
            StoreRules.check(rules);
            AccessRules.check(rules);
            AlarmRules.check(rules);
        }
        return broken;
    }

    private void names() {
        for (Entry<String, JsonNode> resource : world.resources().entrySet()) {
            String id = resource.getKey();
            for (Entry<String, JsonNode> property :
                    resource.getValue().path("Properties").properties()) {
                String name = id + "." + property.getKey();
                boolean isName = property.getKey().matches("(.*[a-z])?Name");
                boolean isFree =
                        name.matches("(Catalog|History)\\..*|Alarms\\.\\w+\\.(Alarm|Metric)Name");
                rule(
                        "nothing has a name that nobody types",
                        name,
                        !isName || isFree || NAMES.contains(name));
            }
        }
    }

    /** What deleting the stack, or dropping a resource from its template, leaves behind. */
    private void deletion() {
        world.resources()
                .forEach(
                        (id, resource) -> {
                            String type = resource.path("Type").asText();
                            String usual = SAY_THAT_THEY_GO.contains(type) ? "" : "Delete";
                            List<String> policies =
                                    List.of(
                                            resource.path("DeletionPolicy").asText(usual),
                                            resource.path("UpdateReplacePolicy").asText(usual));
                            rule(
                                    "the mail log stays, and all else goes with the stack",
                                    id,
                                    policies.equals(
                                            KEPT.contains(id)
                                                    ? List.of("RetainExceptOnCreate", "Retain")
                                                    : List.of("Delete", "Delete")));
                        });
    }

    void rule(String name, String where, boolean holds) {
        if (!holds) {
            broken.add(name + ": " + where);
        }
    }

    /** The value where everything is asked for, else nothing. */
    String asked(String value) {
        return everything ? value : "";
    }
}
