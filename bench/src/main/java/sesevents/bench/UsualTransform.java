package sesevents.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.airlift.slice.Murmur3Hash128;
import io.airlift.slice.Slices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The handler that people usually write, as a yardstick: it uses AWS's event classes and a JSON
 * tree, and checks nothing.
 */
final class UsualTransform
        implements RequestHandler<
                KinesisFirehoseEvent, KinesisAnalyticsInputPreprocessingResponse> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TABLE_FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final Map<String, String> DETAILS =
            Map.of("Delivery", "delivery", "Open", "open", "Click", "click");

    private final boolean addsAllColumns;

    /**
     * @param addsAllColumns all the derived columns, or ingest_timestamp alone, as the best-known
     *     sample does
     */
    UsualTransform(boolean addsAllColumns) {
        this.addsAllColumns = addsAllColumns;
    }

    @Override
    public KinesisAnalyticsInputPreprocessingResponse handleRequest(
            KinesisFirehoseEvent event, Context context) {
        List<Record> records = new ArrayList<>();
        for (KinesisFirehoseEvent.Record record : event.getRecords()) {
            records.add(new Record(record.getRecordId(), Result.Ok, line(record)));
        }
        return new KinesisAnalyticsInputPreprocessingResponse(records);
    }

    private ByteBuffer line(KinesisFirehoseEvent.Record record) {
        try {
            byte[] data = new byte[record.getData().remaining()];
            record.getData().get(data);
            ObjectNode event = (ObjectNode) JSON.readTree(data);
            if (addsAllColumns) {
                addColumns(data, event);
            }
            Instant arrival = Instant.ofEpochMilli(record.getApproximateArrivalTimestamp());
            event.put("ingest_timestamp", TABLE_FORM.format(arrival));
            String line = JSON.writeValueAsString(event) + "\n";
            return ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addColumns(byte[] data, ObjectNode event) {
        JsonNode mail = event.path("mail");
        JsonNode detail =
                event.path(DETAILS.getOrDefault(event.path("eventType").asText(), "none"));
        String sent = mail.path("timestamp").asText();
        byte[] id = Murmur3Hash128.hash(Slices.wrappedBuffer(data, 0, data.length - 1)).getBytes();
        event.put("event_id", HexFormat.of().formatHex(id, 0, 12));
        event.put("event_timestamp", tableForm(detail.path("timestamp").asText(sent)));
        event.put("message_id", mail.path("messageId").asText());
        event.put("sent_timestamp", tableForm(sent));
        JsonNode recipients =
                detail.path("recipients").isEmpty()
                        ? mail.path("destination")
                        : detail.path("recipients");
        for (JsonNode recipient : recipients) {
            event.withArray("/recipients").add(recipient.asText().toLowerCase(Locale.ROOT));
        }
        for (JsonNode recipient : mail.path("destination")) {
            event.withArray("/destination").add(recipient.asText().toLowerCase(Locale.ROOT));
        }
        for (Map.Entry<String, JsonNode> tag : mail.path("tags").properties()) {
            for (JsonNode value : tag.getValue()) {
                event.withArray("/tags")
                        .addObject()
                        .put("name", tag.getKey())
                        .put("value", value.asText());
            }
        }
    }

    private static String tableForm(String iso) {
        return TABLE_FORM.format(OffsetDateTime.parse(iso));
    }
}
