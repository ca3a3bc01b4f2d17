package sesevents.firehose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import sesevents.lake.Bucket;

/** Records on their way into one object, which is named for the arrival of the oldest of them. */
final class DeliveryBuffer {
    private static final int ATTEMPTS = 4;
    private static final DateTimeFormatter KEY_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    private final Bucket bucket;
    private final StreamSettings settings;
    private final Function<Instant, String> prefix;
    private final Encoding encoding;
    private final Supplier<UUID> ids;

    private ByteArrayOutputStream body;
    private OutputStream content;
    private int contentBytes;
    private Instant oldest;
    private Instant newest;
    private int records;
    private int objects;

    /** How an object is written, and the extension that says so. */
    record Encoding(Opener opener, String extension) {
        /** Wraps an object's bytes. */
        interface Opener {
            OutputStream open(OutputStream body) throws IOException;
        }
    }

    DeliveryBuffer(
            Bucket bucket,
            StreamSettings settings,
            Function<Instant, String> prefix,
            Encoding encoding,
            Supplier<UUID> ids) {
        this.bucket = bucket;
        this.settings = settings;
        this.prefix = prefix;
        this.encoding = encoding;
        this.ids = ids;
        empty();
    }

    void add(byte[] data, Instant arrival) {
        if (records > 0
                && !span(arrival).minus(settings.deliveryBuffer().interval()).isNegative()) {
            deliver();
        }
        write(data);
        contentBytes += data.length;
        oldest = arrival.isBefore(oldest) ? arrival : oldest;
        newest = arrival.isAfter(newest) ? arrival : newest;
        records++;
        if (contentBytes >= settings.deliveryBuffer().bytes()) {
            deliver();
        }
    }

    /** Puts what is there, and nothing when there is nothing. */
    void deliver() {
        if (records == 0) {
            return;
        }
        String key =
                "%s%s-%s-%s-%s%s"
                        .formatted(
                                prefix.apply(oldest),
                                settings.name(),
                                StreamSettings.VERSION,
                                KEY_TIME.format(oldest),
                                ids.get(),
                                encoding.extension());
        put(key, finished());
        objects++;
        empty();
    }

    int objects() {
        return objects;
    }

    private Duration span(Instant arrival) {
        Instant from = arrival.isBefore(oldest) ? arrival : oldest;
        Instant to = arrival.isAfter(newest) ? arrival : newest;
        return Duration.between(from, to);
    }

    /** AWS goes on for 24 hours before the data is lost; a laptop's disk gets a few attempts. */
    private void put(String key, byte[] object) {
        IOException failure = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                bucket.put(key, object);
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

    private void write(byte[] data) {
        try {
            if (content == null) {
                content = encoding.opener().open(body);
            }
            content.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
    }

    private byte[] finished() {
        try {
            content.close();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return body.toByteArray();
    }
}
