package sesevents.firehose;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The function that Firehose invokes: a request's JSON in, a response's JSON out. */
@FunctionalInterface
public interface Transformation {
    /** The most bytes of a response: Lambda's 6 MiB, and 100 more. */
    int RESPONSE_BYTES_MAX = 6_291_556;

    void invoke(InputStream request, OutputStream response) throws IOException;
}
