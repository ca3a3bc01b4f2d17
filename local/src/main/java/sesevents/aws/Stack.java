package sesevents.aws;

import java.util.Map;
import sesevents.UserError;

/** A deployed stack and its outputs. */
public record Stack(String name, String region, Map<String, String> outputs) {
    public String bucket() {
        return output("BucketName");
    }

    public String stream() {
        return output("StreamName");
    }

    public String database() {
        return output("DatabaseName");
    }

    public String workGroup() {
        return output("WorkGroupName");
    }

    private String output(String key) {
        String value = outputs.get(key);
        if (value == null) {
            throw new UserError(
                    "stack %s in %s has no output %s; is it a stack of this template?",
                    name, region, key);
        }
        return value;
    }
}
