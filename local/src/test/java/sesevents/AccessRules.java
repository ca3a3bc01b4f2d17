package sesevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import sesevents.StackWorld.Statement;

/** Who may do what: roles, whom they trust, and what they permit. */
final class AccessRules {
    /** Every star in a policy that allows something, with the rule of AWS that asks for it. */
    static final Map<String, String> STARS =
            Map.ofEntries(
                    Map.entry("StreamRole <Bucket.Arn>/events/*", "Firehose names the objects"),
                    Map.entry("StreamRole <Bucket.Arn>/quarantine/*", "Firehose names the objects"),
                    Map.entry("StreamRole <Bucket.Arn>/backup/*", "Firehose names the objects"),
                    Map.entry("RefreshRole <Bucket.Arn>/events/*", "Firehose names the objects"),
                    Map.entry("RefreshRole <Bucket.Arn>/history/*", "Athena names the objects"),
                    Map.entry("RefreshRole <Bucket.Arn>/athena-results/*", "Athena names them"),
                    Map.entry(
                            "RefreshRole * for logs:CreateLogDelivery, logs:DeleteLogDelivery,"
                                    + " logs:DescribeLogGroups, logs:DescribeResourcePolicies,"
                                    + " logs:GetLogDelivery, logs:ListLogDeliveries,"
                                    + " logs:PutResourcePolicy, logs:UpdateLogDelivery",
                            "log deliveries are no resources"),
                    Map.entry(
                            "ReaderPolicy * for athena:ListDataCatalogs, athena:ListWorkGroups",
                            "lists are no resources"),
                    Map.entry(
                            "RefreshRole * for lakeformation:GetDataAccess",
                            "data access is no resource"),
                    Map.entry(
                            "ReaderPolicy * for lakeformation:GetDataAccess",
                            "data access is no resource"),
                    Map.entry("ReaderPolicy table/ses_event_db/*", "all of the stack's tables"),
                    Map.entry("ReaderPolicy <Bucket.Arn>/events/*", "Firehose names the objects"),
                    Map.entry("ReaderPolicy <Bucket.Arn>/history/*", "Athena names the objects"),
                    Map.entry("ReaderPolicy <Bucket.Arn>/athena-results/*", "Athena names them"),
                    Map.entry("OperatorPolicy <Bucket.Arn>/backup/*", "Firehose names the objects"),
                    Map.entry("OperatorPolicy <Bucket.Arn>/quarantine/*", "Firehose names them"),
                    Map.entry("OperatorPolicy <Bucket.Arn>/replayed/*", "Firehose named them"),
                    Map.entry("OperatorPolicy execution:<Refresh.Name>:*", "a name for each run"),
                    Map.entry(
                            "OperatorPolicy stack/ses-events/*", "asked by its name, it has no id"),
                    Map.entry(
                            "OperatorPolicy * for cloudwatch:DescribeAlarms, cloudwatch:GetMetricData",
                            "alarms and metrics are of the account"),
                    Map.entry("Alarms.Key kms:*", "or nobody could ever change the key"),
                    Map.entry("Alarms.Key * for kms:*", "a key's policy speaks of that key"),
                    Map.entry(
                            "Alarms.Key * for kms:Decrypt, kms:GenerateDataKey",
                            "a key's policy speaks of that key"));

    /** Trusts without a source account, each with its reason. */
    static final Map<String, String> OPEN_TRUSTS =
            Map.of("StreamRole", "Firehose's own condition is the external id");

    /** Trusts with a source account alone, each with its reason. */
    static final Map<String, String> TRUSTS_OF_AN_ACCOUNT =
            Map.of("TransformRole", "the function's name is made up after its role");

    private final StackRules stack;

    private AccessRules(StackRules stack) {
        this.stack = stack;
    }

    static void check(StackRules stack) {
        AccessRules rules = new AccessRules(stack);
        rules.roles();
        rules.trusts();
        rules.permissions();
    }

    private void roles() {
        stack.world()
                .ofType("AWS::IAM::Role")
                .forEach(
                        (id, role) -> {
                            JsonNode properties = role.path("Properties");
                            path(id, properties);
                            stack.rule(
                                    "a role has the boundary that was given",
                                    id,
                                    properties
                                            .path("PermissionsBoundary")
                                            .asText()
                                            .equals(stack.everything() ? StackWorld.BOUNDARY : ""));
                            stack.rule(
                                    "a role has policies of its own alone",
                                    id,
                                    !properties.has("ManagedPolicyArns"));
                        });
        stack.world()
                .ofType("AWS::IAM::ManagedPolicy")
                .forEach((id, policy) -> path(id, policy.path("Properties")));
    }

    private void path(String id, JsonNode properties) {
        stack.rule(
                "a role or policy has the path that was given",
                id,
                properties.path("Path").asText().equals(stack.everything() ? "/mail/" : "/"));
    }

    private void trusts() {
        stack.world()
                .statementsOf("AWS::IAM::Role")
                .filter(Statement::isTrust)
                .forEach(
                        trust -> {
                            String id = trust.resource();
                            Map<String, JsonNode> conditions = trust.conditions();
                            String service = trust.text().at("/Principal/Service").asText();
                            stack.rule(
                                    "a role is trusted to one service of AWS",
                                    id,
                                    service.matches("[a-z]+\\.amazonaws\\.com"));
                            stack.rule(
                                    "Firehose comes with the account's id",
                                    id,
                                    !service.startsWith("firehose")
                                            || conditions.containsKey("sts:ExternalId"));
                            if (OPEN_TRUSTS.containsKey(id)) {
                                return;
                            }
                            stack.rule(
                                    "a role is trusted to this account alone",
                                    id,
                                    conditions
                                            .getOrDefault(
                                                    StackRules.SOURCE_ACCOUNT, StackRules.none())
                                            .asText()
                                            .equals("123456789012"));
                            stack.rule(
                                    "a role is trusted to one source alone",
                                    id,
                                    TRUSTS_OF_AN_ACCOUNT.containsKey(id)
                                            || conditions
                                                    .getOrDefault(
                                                            "aws:SourceArn", StackRules.none())
                                                    .asText()
                                                    .matches("arn:aws-us-gov:[^*]+"));
                        });
    }

    private void permissions() {
        for (Statement statement : stack.world().statements()) {
            if (!statement.allows()) {
                continue;
            }
            for (String action : statement.list("Action")) {
                star(statement.resource() + " " + action);
            }
            for (String resource : statement.list("Resource")) {
                star(
                        resource.equals("*")
                                ? statement.resource()
                                        + " * for "
                                        + String.join(", ", statement.list("Action"))
                                : statement.resource() + " " + resource);
            }
            if (statement.list("Action").contains("kms:Decrypt")
                    && !statement.text().has("Principal")) {
                stack.rule(
                        "a key is used through S3 alone",
                        statement.resource(),
                        statement.conditions().containsKey("kms:ViaService"));
            }
        }
    }

    private void star(String text) {
        stack.rule(
                "a star has a reason",
                text,
                !text.contains("*") || STARS.keySet().stream().anyMatch(star -> isOf(text, star)));
    }

    /** The same resource, and the same end. */
    private static boolean isOf(String text, String star) {
        String[] parts = star.split(" ", 2);
        return text.startsWith(parts[0] + " ")
                && (text.equals(star) || !parts[1].startsWith("*") && text.endsWith(parts[1]));
    }
}
