package sesevents.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import sesevents.engine.Engine;
import sesevents.stack.Deployment;
import sesevents.stack.StackTemplate;

/** Athena's API over Trino and the tables of a stack, which are made before the first query. */
final class StandInAthena implements AutoCloseable {
    private static final int PAGE_ROWS = 1_000;

    private final MotoServer moto;
    private Map<String, String> parameters;
    private Engine engine;
    private AthenaApi api;

    StandInAthena(MotoServer moto) {
        this.moto = moto;
    }

    /** Takes the place of the previous stack. */
    void use(Map<String, String> parameters) {
        close();
        this.parameters = parameters;
    }

    JsonNode answer(String target, JsonNode request) throws IOException {
        if (api == null) {
            String bucket = parameters.get("CreateBucketName");
            GlueResource.createAll(new Deployment(StackTemplate.ours(), parameters), moto, bucket);
            engine = Engine.openGlue(moto.endpoint(), parameters.get("EventAthenaDatabaseName"));
            api =
                    new AthenaApi(
                            new AthenaTasks(engine, Map.of(), moto.existing(bucket), List.of()),
                            PAGE_ROWS);
        }
        return api.answer(target, request);
    }

    /** Deletes the database, so that the next stack can create its own. */
    @Override
    public void close() {
        if (engine == null) {
            return;
        }
        engine.close();
        engine = null;
        api = null;
        try {
            moto.glue(
                    "DeleteDatabase",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("Name", parameters.get("EventAthenaDatabaseName")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
