package sesevents.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a server that closes the connection in the middle of an object. */
class S3BucketTest {
    private static final byte[] BODY = "{\"a\":1}\n".repeat(10_000).getBytes(UTF_8);

    private HttpServer server;
    private S3Client s3;
    private int cuts;
    private int requests;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort());
        s3 = new Aws(uri, Region.US_EAST_1).s3();
    }

    @AfterEach
    void stop() {
        s3.close();
        server.stop(0);
    }

    @Test
    void repeatsADownloadThatBreaksOff() throws IOException {
        cuts = 2;

        try (InputStream object = new S3Bucket(s3, "mail").read("a")) {
            assertEquals(new String(BODY, UTF_8), new String(object.readAllBytes(), UTF_8));
        }
        assertEquals(3, requests);
    }

    @Test
    void failsIfADownloadBreaksOffEachTime() {
        cuts = Integer.MAX_VALUE;

        IOException failure =
                assertThrows(IOException.class, () -> new S3Bucket(s3, "mail").read("a"));

        assertEquals(
                "Premature end of Content-Length delimited message body (expected: 80,000;"
                        + " received: 40,000)",
                failure.getMessage());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests++;
            exchange.sendResponseHeaders(200, BODY.length);
            int length = requests > cuts ? BODY.length : BODY.length / 2;
            exchange.getResponseBody().write(BODY, 0, length);
            if (length < BODY.length) {
                exchange.getResponseBody().flush();
                throw new IOException("broken off");
            }
        }
    }
}
