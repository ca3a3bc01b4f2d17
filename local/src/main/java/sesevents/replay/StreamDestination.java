package sesevents.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import sesevents.UserError;
import sesevents.aws.Aws;
import sesevents.aws.Pause;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * A stream on AWS, by PutRecordBatch. If a batch is accepted in part, only the rest is sent again,
 * after a random wait whose limit doubles each time (full jitter).
 */
public final class StreamDestination implements Destination {
    private static final int BATCH_RECORDS_MAX = 500;
    private static final int BATCH_BYTES_MAX = 4 * 1024 * 1024;
    private static final long NANOS = 1_000_000_000L;

    /** Tries without success before it gives up; they take some minutes. */
    private static final int FRUITLESS_MAX = 15;

    private static final Duration WAIT_FIRST = Duration.ofMillis(200);
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final FirehoseClient firehose;
    private final String stream;
    private final int perSecond;
    private final InstantSource clock;
    private final Pause pause;
    private final RandomGenerator random;
    private Instant next = Instant.MIN;
    private List<Record> batch = new ArrayList<>();
    private int batchBytes;
    private long accepted;
    private long again;
    private String refusal;

    /**
     * @param perSecond the most records in a second, so that SES's own have room in the stream
     */
    public StreamDestination(
            FirehoseClient firehose,
            String stream,
            int perSecond,
            InstantSource clock,
            Pause pause,
            RandomGenerator random) {
        this.firehose = firehose;
        this.stream = stream;
        this.perSecond = perSecond;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    @Override
    public void put(byte[] record) {
        if (batch.size() == Math.min(BATCH_RECORDS_MAX, perSecond)
                || batchBytes + record.length > BATCH_BYTES_MAX) {
            settle();
        }
        batch.add(Record.builder().data(SdkBytes.fromByteArrayUnsafe(record)).build());
        batchBytes += record.length;
    }

    @Override
    public void settle() {
        List<Record> waiting = batch;
        int fruitless = 0;
        while (!waiting.isEmpty()) {
            awaitTurn(waiting.size());
            List<Record> refused = refused(waiting);
            accepted += waiting.size() - refused.size();
            again += refused.size();
            if (!refused.isEmpty()) {
                fruitless = refused.size() < waiting.size() ? 1 : fruitless + 1;
                giveUpOrWait(fruitless);
            }
            waiting = refused;
        }
        batch = new ArrayList<>();
        batchBytes = 0;
    }

    /** How often a record was sent again. */
    public long again() {
        return again;
    }

    /** Waits until so many records may be sent. */
    private void awaitTurn(int records) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            pause.of(Duration.between(now, next));
        }
        next = (now.isBefore(next) ? next : now).plusNanos(records * NANOS / perSecond);
    }

    private List<Record> refused(List<Record> records) {
        PutRecordBatchResponse response;
        try {
            response =
                    firehose.putRecordBatch(
                            request -> request.deliveryStreamName(stream).records(records));
        } catch (SdkException e) {
            if (!mayPass(e)) {
                throw e;
            }
            refusal = Aws.explained(e).getMessage();
            return records;
        }
        List<Record> refused = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            PutRecordBatchResponseEntry answer = response.requestResponses().get(i);
            if (answer.errorCode() != null) {
                refused.add(records.get(i));
                refusal = answer.errorCode() + ": " + answer.errorMessage();
            }
        }
        return refused;
    }

    /** Whether the next try may succeed. */
    private static boolean mayPass(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return answer.statusCode() >= 500 || answer.isThrottlingException();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private void giveUpOrWait(int fruitless) {
        if (fruitless > FRUITLESS_MAX) {
            throw new UserError(
                    "stream %s has accepted nothing for %d tries (%s); what it has accepted before,"
                            + " %,d records, stays so: run the same again later to go on",
                    stream, fruitless, refusal, accepted);
        }
        long longest = WAIT_FIRST.toMillis() << (fruitless - 1);
        pause.of(Duration.ofMillis(random.nextLong(Math.min(longest, WAIT_MAX.toMillis()) + 1)));
    }
}
