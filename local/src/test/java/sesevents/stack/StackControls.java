package sesevents.stack;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import sesevents.stack.StackControls.Removal;

/** Every control of the templates, found by its name. */
record StackControls(Map<String, StackTemplate> templates, List<Removal> removals) {
    /** Without these something is open, unencrypted, not logged, unlimited or kept for ever. */
    private static final Set<String> PROPERTIES =
            Set.of(
                    """
                    AbortIncompleteMultipartUpload AlarmActions AlarmDescription BlockPublicAcls
                    BlockPublicPolicy BucketEncryption BytesScannedCutoffPerQuery
                    CloudWatchLoggingOptions DeletionPolicy DeliveryStreamEncryptionConfigurationInput
                    EnableKeyRotation EncryptionConfiguration EnforceWorkGroupConfiguration
                    ExpectedBucketOwner ExpiredObjectDeleteMarker IgnorePublicAcls KeyARN KMSMasterKeyID
                    KmsKey KmsKeyId KmsMasterKeyId Logging LoggingConfig LoggingConfiguration
                    NoncurrentVersionExpiration OKActions OwnershipControls Path
                    PublishCloudWatchMetricsEnabled RecursiveDeleteOption PermissionsBoundary
                    PermissionsBoundaryArn PublicAccessBlockConfiguration RestrictPublicBuckets
                    RetentionInDays RolePath TreatMissingData UpdateReplacePolicy
                    VersioningConfiguration
                    """
                            .split("\\s+"));

    /** Conditions of controls; removing the control deploys the other branch. */
    private static final Set<String> ASKED =
            Set.of("HasKey", "HasBoundary", "LogsAccess", "KeepsVersions");

    /**
     * The removal of one control.
     *
     * @param instead the value in its place, or null to remove the property
     */
    record Removal(String file, JsonPointer place, JsonNode instead) {
        @Override
        public String toString() {
            return file + place + (instead == null ? " removed" : " made " + instead);
        }
    }

    static StackControls of(Map<String, StackTemplate> templates) {
        StackControls controls = new StackControls(templates, new ArrayList<>());
        templates.forEach(
                (file, template) ->
                        controls.find(
                                file,
                                template.resources(),
                                JsonPointer.empty().appendProperty("Resources")));
        return controls;
    }

    /** The templates without that control. */
    Map<String, StackTemplate> without(Removal removal) {
        JsonNode tree = templates.get(removal.file()).tree().deepCopy();
        JsonNode parent = tree.at(removal.place().head());
        String name = removal.place().last().getMatchingProperty();
        switch (parent) {
            case ObjectNode object when removal.instead() == null -> object.remove(name);
            case ObjectNode object -> object.set(name, removal.instead());
            case ArrayNode array when removal.instead() == null ->
                    array.remove(Integer.parseInt(name));
            case ArrayNode array -> array.set(Integer.parseInt(name), removal.instead());
            default -> throw new IllegalArgumentException(removal.toString());
        }
        Map<String, StackTemplate> without = new HashMap<>(templates);
        without.put(
                removal.file(), new StackTemplate(templates.get(removal.file()).folder(), tree));
        return without;
    }

    private void find(String file, JsonNode node, JsonPointer place) {
        for (Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            JsonPointer here = place.appendProperty(name);
            if (PROPERTIES.contains(name)) {
                add(file, here, null);
            }
            if (PROPERTIES.contains(name) && value.asText().equals("true")) {
                add(file, here, TextNode.valueOf("false"));
            }
            if (name.equals("Fn::If") && ASKED.contains(value.path(0).asText())) {
                without(file, place, value);
            }
            if (name.equals("Statement")) {
                for (int i = 0; i < value.size(); i++) {
                    statement(file, value.get(i), here.appendIndex(i));
                }
            }
            find(file, value, here);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                find(file, node.get(i), place.appendIndex(i));
            }
        }
    }

    /** A permission is no control: without it something fails, but nothing is open. */
    private void without(String file, JsonPointer place, JsonNode branches) {
        JsonNode asked = branches.path(1);
        if (!asked.has("PolicyName") && !asked.has("Effect")) {
            add(file, place, branches.path(2));
        }
    }

    private void statement(String file, JsonNode statement, JsonPointer place) {
        if (statement.path("Effect").asText().equals("Deny")) {
            add(file, place, null);
        }
        if (statement.path("Effect").asText().equals("Allow")) {
            add(file, place.appendProperty("Action"), TextNode.valueOf("*"));
            if (statement.has("Resource") && !statement.path("Resource").asText().equals("*")) {
                add(file, place.appendProperty("Resource"), TextNode.valueOf("*"));
            }
            if (statement.has("Principal")) {
                add(file, place.appendProperty("Principal"), TextNode.valueOf("*"));
            }
        }
        JsonPointer condition = place.appendProperty("Condition");
        for (Entry<String, JsonNode> operator : statement.path("Condition").properties()) {
            for (String key : operator.getValue().propertyStream().map(Entry::getKey).toList()) {
                add(file, condition.appendProperty(operator.getKey()).appendProperty(key), null);
            }
        }
        if (statement.has("Condition")) {
            add(file, condition, null);
        }
    }

    private void add(String file, JsonPointer place, JsonNode instead) {
        removals.add(new Removal(file, place, instead));
    }
}
