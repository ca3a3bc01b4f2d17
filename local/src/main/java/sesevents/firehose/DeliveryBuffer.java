package sesevents.firehose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import sesevents.lake.Bucket;

/** Records on their way into one object, which is named for the arrival of the oldest of them. */
final class DeliveryBuffer {
    /** AWS tries for 24 hours before it gives data up; a laptop's disk gets a few attempts. */
    private static final int ATTEMPTS = 4;

    /** The version in object keys; AWS raises it when the stream is updated. */
    private static final String VERSION = "1";

    private static final DateTimeFormatter KEY_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    private final Bucket bucket;
    private final StreamSettings settings;
    private final Supplier<UUID> ids;

    /** Null for events, which are compressed; else the error type in the key. */
    private final String errorType;

    private ByteArrayOutputStream body;
    private OutputStream content;
    private int contentBytes;
    private Instant oldest;
    private Instant newest;
    private int records;
    private int objects;

    DeliveryBuffer(Bucket bucket, StreamSettings settings, Supplier<UUID> ids, String errorType) {
        this.bucket = bucket;
        this.settings = settings;
        this.ids = ids;
        this.errorType = errorType;
        empty();
    }

    void add(byte[] data, Instant arrival) {
        Instant first = Collections.min(List.of(oldest, arrival));
        Instant last = Collections.max(List.of(newest, arrival));
        Duration span = Duration.between(first, last);
        if (span.compareTo(settings.deliveryBuffer().interval()) >= 0) {
            deliver();
        }
        try {
            if (content == null) {
                content = errorType == null ? new GZIPOutputStream(body) : body;
            }
            content.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        contentBytes += data.length;
        oldest = Collections.min(List.of(oldest, arrival));
        newest = Collections.max(List.of(newest, arrival));
        records++;
        if (contentBytes >= settings.deliveryBuffer().bytes()) {
            deliver();
        }
    }

    /** Puts an object, unless there are no records. */
    void deliver() {
        if (records == 0) {
            return;
        }
        Prefix prefix = errorType == null ? settings.prefix() : settings.errorPrefix();
        put(
                "%s%s-%s-%s-%s%s"
                        .formatted(
                                prefix.at(oldest, errorType),
                                settings.name(),
                                VERSION,
                                KEY_TIME.format(oldest),
                                ids.get(),
                                errorType == null ? ".gz" : ""));
        objects++;
        empty();
    }

    int objects() {
        return objects;
    }

    private void put(String key) {
        IOException failure = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                content.close();
                bucket.put(key, body.toByteArray());
                return;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new UncheckedIOException(
                "%d records are not stored: %s could not be put in %d attempts (%s)"
                        .formatted(records, key, ATTEMPTS, failure),
                failure);
    }

    private void empty() {
        body = new ByteArrayOutputStream();
        content = null;
        contentBytes = 0;
        oldest = Instant.MAX;
        newest = Instant.MIN;
        records = 0;
    }
}
