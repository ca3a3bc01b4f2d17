package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sesevents.House;
import sesevents.engine.TestLake;
import sesevents.standin.AthenaServer;

/** The MCP server over a stack, message by message. */
@Timeout(600)
class McpOverStackTest {
    private static AthenaServer aws;

    @BeforeAll
    static void start() throws IOException {
        House.holdingSamples(_ -> true);
        aws = new AthenaServer(TestLake.engine());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void stopsTheQueryOfACancelledCallAndAnswersOthersMeanwhile()
            throws IOException, InterruptedException {
        try (McpClient client = client("1000000000")) {
            aws.holdNext();
            int cancelled = client.call("health");
            aws.awaitEndless();
            int listed = client.request("tools/list", JsonNodeFactory.instance.objectNode());
            assertEquals(listed, client.receive().path("id").asInt());

            client.cancel(cancelled);
            aws.awaitStop();

            int answered = client.call("health");
            JsonNode answer = client.receive();
            assertEquals(answered, answer.path("id").asInt(), answer::toString);
            assertEquals(false, answer.at("/result/isError").asBoolean(true), answer::toString);
        }
    }

    @Test
    void refusesToReadMoreThanMaxBytesAllows() throws IOException, InterruptedException {
        try (McpClient client = client("1")) {
            client.request(
                    "tools/call",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("name", "explain_recipient")
                            .set(
                                    "arguments",
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("address", "nobody@example.org")));
            JsonNode refusal = client.receive().path("result");
            assertTrue(refusal.path("isError").asBoolean(), refusal::toString);
            assertEquals(
                    "this would read about 0 MB of event_history, more than the 0 MB of"
                            + " --max-bytes; ask about fewer days or one address, or raise"
                            + " --max-bytes",
                    refusal.at("/content/0/text").asText());
        }
    }

    @Test
    void goesOnAfterALineThatIsNoMessageAndEndsWithItsInput()
            throws IOException, InterruptedException {
        try (McpClient client = client("1")) {
            client.sendLine("not JSON");
            client.sendLine("{\"jsonrpc\":\"2.0\"}");
            client.sendLine("");
            int listed = client.request("tools/list", JsonNodeFactory.instance.objectNode());
            assertEquals(listed, client.receive().path("id").asInt());
            assertEquals(0, client.end());
            assertEquals("", client.rest());
        }
    }

    private static McpClient client(String maxBytes) throws IOException {
        return new McpClient(aws.command("--max-bytes", maxBytes).toArray(String[]::new));
    }
}
