package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function reads and writes what AWS's event classes do, with the runtime's serializer. */
class ContractTest {
    private static final PojoSerializer<KinesisFirehoseEvent> REQUESTS =
            LambdaEventSerializers.serializerFor(
                    KinesisFirehoseEvent.class, ContractTest.class.getClassLoader());
    private static final PojoSerializer<KinesisAnalyticsInputPreprocessingResponse> RESPONSES =
            JacksonFactory.getInstance()
                    .getSerializer(KinesisAnalyticsInputPreprocessingResponse.class);

    private final List<byte[]> records =
            List.of(
                    Events.bytes(Events.delivery() + "\n"),
                    Events.bytes("no event"),
                    new byte[0],
                    new byte[] {-1, 0, 1},
                    Events.bytes(Events.send().replace("Your order", "\u00dc \ud83d\ude00")));

    @Test
    void theFunctionReadsTheRequestThatAwsReadsAndWrites() throws RejectedRecord {
        KinesisFirehoseEvent event =
                REQUESTS.fromJson(new ByteArrayInputStream(Batch.request(records)));
        event.getRecords().getFirst().setKinesisRecordMetadata(Map.of("shardId", "shard-0"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        REQUESTS.toJson(event, request);
        List<Entry> entries = Entry.readAll(request.toByteArray());
        assertEquals(records.size(), event.getRecords().size());
        assertEquals(records.size(), entries.size());
        for (int i = 0; i < records.size(); i++) {
            assertEquals(Batch.id(i), event.getRecords().get(i).getRecordId());
            assertArrayEquals(records.get(i), bytes(event.getRecords().get(i).getData()));
            assertEquals('"' + Batch.id(i) + '"', entries.get(i).id().toString());
            assertArrayEquals(records.get(i), entries.get(i).record());
            assertEquals(Batch.ARRIVAL, entries.get(i).arrivalEpochMillis());
        }
    }

    @Test
    void awsReadsTheResponseAndWouldWriteTheSame() throws RejectedRecord {
        Batch batch = Batch.of(records);
        KinesisAnalyticsInputPreprocessingResponse response =
                RESPONSES.fromJson(new ByteArrayInputStream(batch.response));
        List<Result> results = response.getRecords().stream().map(Record::getResult).toList();
        Result failed = Result.ProcessingFailed;
        assertEquals(List.of(Result.Ok, failed, failed, failed, Result.Ok), results);
        for (int i = 0; i < records.size(); i++) {
            Record record = response.getRecords().get(i);
            byte[] expected =
                    record.getResult() == Result.Ok
                            ? Transform.line(records.get(i), Batch.ARRIVAL)
                            : records.get(i);
            assertEquals(Batch.id(i), record.getRecordId());
            assertArrayEquals(expected, bytes(record.getData()));
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        RESPONSES.toJson(response, written);
        assertEquals(Events.text(batch.response), Events.text(written.toByteArray()));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
