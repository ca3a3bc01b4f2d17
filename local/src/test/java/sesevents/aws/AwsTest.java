package sesevents.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sesevents.UserError;
import sesevents.lake.ObjectStore;
import sesevents.lake.ObjectStoreContract;
import sesevents.standin.MotoServer;
import software.amazon.awssdk.core.exception.SdkException;

/** The clients, against moto. */
class AwsTest extends ObjectStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private static MotoServer moto;

    @BeforeAll
    static void start() throws IOException {
        moto = MotoServer.start();
    }

    @AfterAll
    static void stop() {
        moto.close();
    }

    @Override
    protected ObjectStore empty() {
        return moto.bucket("bucket-" + BUCKETS.incrementAndGet());
    }

    @Test
    void listsMoreThanOnePage() throws IOException {
        ObjectStore bucket = empty();
        List<String> keys =
                IntStream.rangeClosed(0, MotoServer.PAGE_KEYS)
                        .mapToObj("q/%04d"::formatted)
                        .toList();
        for (String key : keys) {
            bucket.put(key, key.getBytes(UTF_8));
        }

        assertEquals(keys, keys(bucket, "q/"));
    }

    @Test
    void readsTheOutputsOfAStack() {
        Aws aws = moto.aws();
        moto.stack("ses-events", MotoServer.MAIL_STACK);

        Stack stack = aws.stack("ses-events");

        assertEquals("mail", stack.bucket());
        assertEquals("ses", stack.stream());
    }

    @Test
    void saysWhichOutputAnotherTemplateLacks() {
        moto.stack(
                "other",
                MotoServer.MAIL_STACK.replace("StreamName", "Other").replace("mail", "mail2"));

        UserError error = assertThrows(UserError.class, () -> moto.aws().stack("other").stream());

        assertEquals(
                "stack other in us-east-1 has no output StreamName; is it a stack of this template?",
                error.getMessage());
    }

    @Test
    void saysThatThereIsNoSuchStack() {
        UserError error = assertThrows(UserError.class, () -> moto.aws().stack("none"));

        assertEquals(
                "no stack none in us-east-1; to list the stacks: aws cloudformation list-stacks"
                        + " --region us-east-1 (another region: --region)",
                error.getMessage());
    }

    @Test
    void saysInOneLineThatAwsDoesNotAnswer() {
        Aws nowhere = new Aws(URI.create("http://localhost:1"), moto.aws().region());

        SdkException failure = assertThrows(SdkException.class, () -> nowhere.stack("any"));

        String message = Aws.explained(failure).getMessage();
        assertEquals("AWS does not answer: ", message.substring(0, 21), message);
        assertEquals(1, message.lines().count());
    }
}
