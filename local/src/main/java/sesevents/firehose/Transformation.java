package sesevents.firehose;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The function that Firehose invokes: a request's JSON in, a response's JSON out. */
@FunctionalInterface
public interface Transformation {
    void invoke(InputStream request, OutputStream response) throws IOException;
}
