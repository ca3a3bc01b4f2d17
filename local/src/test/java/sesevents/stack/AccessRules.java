package sesevents.stack;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sesevents.stack.StackWorld.Statement;

/** Roles, the services that may take them, and what policies permit. */
final class AccessRules {
    /** Every star in what policies allow, and why AWS asks for it. */
    static final Map<String, String> STARS =
            """
            StreamRole <Bucket.Arn>/events/* | Firehose names the objects
            StreamRole <Bucket.Arn>/quarantine/* | Firehose names the objects
            StreamRole <Bucket.Arn>/backup/* | Firehose names the objects
            RefreshRole <Bucket.Arn>/events/* | Firehose names the objects
            RefreshRole <Bucket.Arn>/history/* | Athena names the objects
            RefreshRole <Bucket.Arn>/athena-results/* | Athena names the objects
            RefreshRole * for logs:CreateLogDelivery, logs:DeleteLogDelivery, \
            logs:DescribeLogGroups, logs:DescribeResourcePolicies, logs:GetLogDelivery, \
            logs:ListLogDeliveries, logs:PutResourcePolicy, logs:UpdateLogDelivery | no resources
            RefreshRole * for lakeformation:GetDataAccess | this action has no resources
            ReaderPolicy * for lakeformation:GetDataAccess | this action has no resources
            ReaderPolicy * for athena:ListDataCatalogs, athena:ListWorkGroups | no resources
            ReaderPolicy table/ses_event_db/* | all tables of the stack
            ReaderPolicy <Bucket.Arn>/events/* | Firehose names the objects
            ReaderPolicy <Bucket.Arn>/history/* | Athena names the objects
            ReaderPolicy <Bucket.Arn>/athena-results/* | Athena names the objects
            OperatorPolicy <Bucket.Arn>/backup/* | Firehose names the objects
            OperatorPolicy <Bucket.Arn>/quarantine/* | Firehose names the objects
            OperatorPolicy <Bucket.Arn>/replayed/* | Firehose named the objects
            OperatorPolicy execution:<Refresh.Name>:* | each run has a name of its own
            ReaderPolicy stack/ses-events/* | a caller names the stack without its id
            OperatorPolicy * for cloudwatch:DescribeAlarms, cloudwatch:GetMetricData | no resources
            Alarms.Key kms:* | otherwise nobody could change the key
            Alarms.Key * for kms:* | a key policy is about its own key
            Alarms.Key * for kms:Decrypt, kms:GenerateDataKey | a key policy is about its own key
            """
                    .lines()
                    .map(line -> line.split(" \\| "))
                    .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));

    /** Roles whose trust names no source account, and why. */
    static final Map<String, String> OPEN_TRUSTS =
            Map.of("StreamRole", "Firehose states the account as external id instead");

    /** Roles whose trust names no source but the account, and why. */
    static final Map<String, String> TRUSTS_OF_AN_ACCOUNT =
            Map.of("TransformRole", "AWS names the function after its role is made");

    private static final String HERE = "^arn:aws-us-gov:[a-z]+:[a-z0-9-]*:123456789012:";
    private static final String OF_THE_STACK = ".*(<|ses[-_]event).*";
    private static final Set<String> OF_THE_ACCOUNT =
            Set.of("*", "catalog", "database/default", "datacatalog/AwsDataCatalog");

    private final StackRules stack;
    private final StackWorld world;

    private AccessRules(StackRules stack) {
        this.stack = stack;
        this.world = stack.world();
    }

    static void check(StackRules stack) {
        AccessRules rules = new AccessRules(stack);
        rules.world.statementsOf("AWS::IAM::Role").filter(Statement::isTrust).forEach(rules::trust);
        rules.world.statements().stream().filter(Statement::allows).forEach(rules::permission);
        rules.transport("BucketPolicy", "s3:*", List.of("<Bucket.Arn>", "<Bucket.Arn>/*"));
        rules.transport("Alarms.TopicPolicy", "sns:Publish", List.of("<Topic>"));
        stack.rule(
                "the bucket's policy lets nobody in",
                "BucketPolicy",
                rules.world.statementsOf("AWS::S3::BucketPolicy").noneMatch(Statement::allows));
        stars(rules.world).stream()
                .filter(star -> !STARS.containsKey(star))
                .forEach(star -> stack.rule("a star has a reason", star, false));
    }

    private void trust(Statement trust) {
        String id = trust.resource();
        Map<String, String> conditions = trust.conditions();
        String service = trust.text().at("/Principal/Service").asText();
        stack.rule(
                "a role trusts one service of AWS",
                id,
                service.matches("[a-z]+\\.amazonaws\\.com"));
        if (OPEN_TRUSTS.containsKey(id)) {
            stack.rule(
                    "Firehose states the account",
                    id,
                    StackWorld.ACCOUNT.equals(conditions.get("sts:ExternalId")));
            return;
        }
        stack.rule("a role trusts this account alone", id, isOfThisAccount(conditions));
        stack.rule(
                "a role trusts one source alone",
                id,
                TRUSTS_OF_AN_ACCOUNT.containsKey(id)
                        || conditions.getOrDefault("aws:SourceArn", "*").matches(HERE + "[^*]+"));
    }

    static boolean isOfThisAccount(Map<String, String> conditions) {
        return StackWorld.ACCOUNT.equals(conditions.get("aws:SourceAccount"));
    }

    private void permission(Statement statement) {
        String id = statement.resource();
        if (statement.text().has("Principal")) {
            return;
        }
        for (String resource : statement.on()) {
            String service =
                    switch (resource) {
                        case StackWorld.KEY -> "s3";
                        case StackWorld.CATALOG_KEY -> "glue";
                        default -> "";
                    };
            stack.rule(
                    "a key is used through one service alone",
                    id + " " + resource,
                    service.isEmpty()
                            || (service + ".us-gov-west-1.amazonaws.com")
                                    .equals(statement.conditions().get("kms:ViaService")));
            String name = resource.replaceFirst(HERE, "");
            stack.rule(
                    "a permission is for something of the stack",
                    id + " " + resource,
                    !service.isEmpty()
                            || name.matches(OF_THE_STACK)
                            || OF_THE_ACCOUNT.contains(name));
        }
        for (String action : statement.actions()) {
            stack.rule(
                    "nobody deletes events",
                    id + " " + action,
                    !action.equals("s3:DeleteObject")
                            || statement.on().stream()
                                    .noneMatch(on -> on.matches(".*/(events|backup)/.*")));
            stack.rule(
                    "only Firehose writes events",
                    id + " " + action,
                    id.equals("StreamRole")
                            || !action.equals("s3:PutObject")
                            || statement.on().stream().noneMatch(on -> on.contains("/events/")));
            stack.rule(
                    "only the refresh changes tables",
                    id + " " + action,
                    id.equals("RefreshRole") || !action.matches("glue:(?!Get).*"));
            stack.rule(
                    "nothing is permitted that nobody asked for",
                    id + " " + action,
                    stack.everything() || !action.matches("(kms|lakeformation):.*"));
        }
    }

    private void transport(String policy, String action, List<String> on) {
        String condition = "{\"Bool\":{\"aws:SecureTransport\":\"false\"}}";
        stack.rule(
                "nobody connects without TLS",
                policy,
                world.statements().stream()
                        .filter(one -> one.resource().equals(policy) && !one.allows())
                        .filter(one -> one.text().path("Principal").asText().equals("*"))
                        .filter(one -> one.actions().equals(List.of(action)))
                        .filter(one -> one.text().path("Condition").toString().equals(condition))
                        .anyMatch(one -> one.on().equals(on)));
    }

    /** Every star in what policies allow, as it stands in {@link #STARS}. */
    static Set<String> stars(StackWorld world) {
        Set<String> stars = new TreeSet<>();
        for (Statement statement : world.statements()) {
            if (statement.allows()) {
                String id = statement.resource() + " ";
                statement.actions().forEach(action -> stars.add(id + action));
                for (String resource : statement.on()) {
                    String name = resource.replaceFirst(HERE, "");
                    String actions = " for " + String.join(", ", statement.actions());
                    stars.add(id + name + (name.equals("*") ? actions : ""));
                }
            }
        }
        stars.removeIf(star -> !star.contains("*"));
        return stars;
    }
}
