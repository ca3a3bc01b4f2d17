package sesevents.firehose;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import sesevents.transform.TransformHandler;

/**
 * A Lambda function's handler, called in this process with the bytes of an invocation.
 *
 * @param log takes what the handler writes into its log
 */
public record InProcessFunction(RequestStreamHandler handler, OutputStream log)
        implements Transformation {
    /** The function of this project, without its log. */
    public static InProcessFunction ofTransform() {
        return new InProcessFunction(new TransformHandler(), OutputStream.nullOutputStream());
    }

    @Override
    public void invoke(InputStream request, OutputStream response) throws IOException {
        handler.handleRequest(request, response, context());
    }

    /** Lambda's context, of which our handler uses only the logger. */
    private Context context() {
        return (Context)
                Proxy.newProxyInstance(
                        Context.class.getClassLoader(),
                        new Class<?>[] {Context.class},
                        (_, method, _) -> {
                            if (method.getName().equals("getLogger")) {
                                return new StreamLogger(log);
                            }
                            throw new UnsupportedOperationException(method.toString());
                        });
    }

    private record StreamLogger(OutputStream log) implements LambdaLogger {
        @Override
        public void log(String message) {
            log(message.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void log(byte[] message) {
            try {
                log.write(message);
            } catch (IOException e) {
                throw new UncheckedIOException("the function's log cannot be written", e);
            }
        }
    }
}
