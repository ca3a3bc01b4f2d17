package sesevents.bench;

import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.Transformation;

/** The transforms that the benchmark compares. */
enum Contender {
    OURS("this function"),
    USUAL_WITH_ALL_COLUMNS("usual handler, same columns"),
    USUAL("usual handler, ingest_timestamp alone");

    final String label;

    Contender(String label) {
        this.label = label;
    }

    Transformation transformation() {
        return switch (this) {
            case OURS -> InProcessFunction.ofTransform();
            case USUAL_WITH_ALL_COLUMNS -> usual(new UsualTransform(true));
            case USUAL -> usual(new UsualTransform(false));
        };
    }

    /** Calls the handler as Lambda's runtime does, with the same two serializers. */
    private static Transformation usual(UsualTransform handler) {
        PojoSerializer<KinesisFirehoseEvent> requests =
                LambdaEventSerializers.serializerFor(
                        KinesisFirehoseEvent.class, Contender.class.getClassLoader());
        PojoSerializer<KinesisAnalyticsInputPreprocessingResponse> responses =
                JacksonFactory.getInstance()
                        .getSerializer(KinesisAnalyticsInputPreprocessingResponse.class);
        return (request, response) ->
                responses.toJson(handler.handleRequest(requests.fromJson(request), null), response);
    }
}
