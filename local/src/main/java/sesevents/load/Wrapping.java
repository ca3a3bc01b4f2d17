package sesevents.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.function.Predicate;

/** What events are found wrapped in. They are not unwrapped, but the hint says how to do it. */
public enum Wrapping {
    LIST("a list of events", "jq -c '.[]'", JsonNode::isArray),
    SNS("an SNS envelope", "jq -c '.Message | fromjson'", json -> json.has("Message")),
    LAMBDA_SNS(
            "an SNS event of a Lambda function",
            "jq -c '.Records[].Sns.Message | fromjson'",
            json -> json.at("/Records/0/Sns").has("Message")),
    SQS(
            "an SQS event of a Lambda function",
            "jq -c '.Records[].body | fromjson'",
            json -> json.at("/Records/0").has("body")),
    EVENT_BRIDGE("an EventBridge event", "jq -c .detail", json -> json.has("detail-type")),
    FIREHOSE_INVOCATION(
            "a Firehose invocation",
            "jq -r '.records[].data | @base64d'",
            json -> json.at("/records/0").has("recordId")),
    FIREHOSE_ERROR(
            "a Firehose error line",
            "jq -r '.rawData | @base64d'",
            json -> json.has("rawData") && json.has("errorCode"));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String unwrap;
    private final Predicate<JsonNode> test;

    Wrapping(String name, String unwrap, Predicate<JsonNode> test) {
        this.name = name;
        this.unwrap = unwrap;
        this.test = test;
    }

    /** The wrapping that a record looks like, or null. */
    static Wrapping of(byte[] record) {
        try {
            JsonNode json = JSON.readTree(record);
            for (Wrapping wrapping : values()) {
                if (wrapping.test.test(json)) {
                    return wrapping;
                }
            }
            return null;
        } catch (IOException _) {
            return null;
        }
    }

    String hint() {
        return "looks like %s; take the events out of it: %s".formatted(name, unwrap);
    }
}
