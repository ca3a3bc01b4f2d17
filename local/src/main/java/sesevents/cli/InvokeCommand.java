package sesevents.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sesevents.Checkout;
import sesevents.UserError;
import sesevents.emulator.Emulator;

/** Sends an envelope to the function that will be deployed, as sam local invoke does. */
@Command(
        name = "invoke",
        description =
                "Send a Firehose envelope to the function as sam build made it, in AWS's own"
                        + " runtime.")
final class InvokeCommand extends Subcommand {
    private static final String ARTIFACT = ".aws-sam/build/TransformFunction";

    @Parameters(
            paramLabel = "FILE",
            description = "A request of Firehose, such as events/firehose/all-types.json.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserError("no such file: %s (events/firehose/ has some to try)", file);
        }
        byte[] request = Files.readAllBytes(file);
        byte[] response;
        try (Emulator emulator = Emulator.start(Checkout.root().resolve(ARTIFACT), venv())) {
            response = emulator.invoke(request);
        }
        JsonNode answer = new ObjectMapper().readTree(response);
        if (answer.has("errorMessage")) {
            throw new UserError(
                    "the function failed: %s (is %s an envelope of Firehose? events/firehose/ has"
                            + " some)",
                    answer.get("errorMessage").asText(), file);
        }
        out().println(new String(response, StandardCharsets.UTF_8));
        return 0;
    }

    private static Path venv() {
        String given = System.getProperty("ses-events.venv", "");
        return given.isEmpty() ? Checkout.root().resolve(".venv") : Path.of(given);
    }
}
