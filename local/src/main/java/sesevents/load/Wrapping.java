package sesevents.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** What events are found wrapped in. They are not unwrapped, but the hint says how to do it. */
record Wrapping(String name, String unwrap, Predicate<JsonNode> test) {
    private static final List<Wrapping> ALL =
            List.of(
                    new Wrapping("a list of events", "jq -c '.[]'", JsonNode::isArray),
                    new Wrapping(
                            "an SNS envelope",
                            "jq -c '.Message | fromjson'",
                            json -> json.has("Message")),
                    new Wrapping(
                            "an SNS event of a Lambda function",
                            "jq -c '.Records[].Sns.Message | fromjson'",
                            json -> json.at("/Records/0/Sns").has("Message")),
                    new Wrapping(
                            "an SQS event of a Lambda function",
                            "jq -c '.Records[].body | fromjson'",
                            json -> json.at("/Records/0").has("body")),
                    new Wrapping(
                            "an EventBridge event",
                            "jq -c .detail",
                            json -> json.has("detail-type")),
                    new Wrapping(
                            "a Firehose invocation",
                            "jq -r '.records[].data | @base64d'",
                            json -> json.at("/records/0").has("recordId")),
                    new Wrapping(
                            "a Firehose error line",
                            "jq -r '.rawData | @base64d'",
                            json -> json.has("rawData") && json.has("errorCode")));

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How to unwrap what a record looks like, or an empty text. */
    static String hint(byte[] record) {
        JsonNode json;
        try {
            json = JSON.readTree(record);
        } catch (IOException _) {
            return "";
        }
        return ALL.stream()
                .filter(one -> one.test.test(json))
                .findFirst()
                .map(one -> "looks like " + one.name + "; take the events out of it: " + one.unwrap)
                .orElse("");
    }
}
