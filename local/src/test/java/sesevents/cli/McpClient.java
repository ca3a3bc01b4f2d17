package sesevents.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sesevents.Checkout;

/** The mcp command as a child process, line by line, for what the SDK's client cannot send. */
final class McpClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private int id;

    McpClient(String... options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(options));
        builder.environment().put("AWS_ACCESS_KEY_ID", "local");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
        process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        in = process.outputWriter(UTF_8);
        out = process.inputReader(UTF_8);
        request("initialize", initialization());
        receive();
        notify("notifications/initialized", JSON.createObjectNode());
    }

    static List<String> command(String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx1g",
                                "-XX:TieredStopAtLevel=1",
                                "--add-modules=jdk.incubator.vector",
                                "-Dses-events.home=" + Checkout.root(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "mcp"));
        command.addAll(List.of(options));
        return command;
    }

    private static ObjectNode initialization() {
        ObjectNode params = JSON.createObjectNode().put("protocolVersion", "2025-06-18");
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "test").put("version", "1");
        return params;
    }

    /** Calls a tool without arguments, and returns the id of the request. */
    int call(String tool) {
        return request("tools/call", JSON.createObjectNode().put("name", tool));
    }

    int request(String method, JsonNode params) {
        send(message(method, params).put("id", ++id));
        return id;
    }

    void notify(String method, JsonNode params) {
        send(message(method, params));
    }

    void cancel(int request) {
        notify("notifications/cancelled", JSON.createObjectNode().put("requestId", request));
    }

    void sendLine(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode receive() throws IOException {
        return JSON.readTree(out.readLine());
    }

    /** Ends the input; returns the exit status. */
    int end() throws IOException, InterruptedException {
        in.close();
        return process.waitFor();
    }

    String rest() throws IOException {
        return out.readAllAsString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void send(ObjectNode message) {
        sendLine(message.toString());
    }

    private static ObjectNode message(String method, JsonNode params) {
        ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        return message;
    }
}
