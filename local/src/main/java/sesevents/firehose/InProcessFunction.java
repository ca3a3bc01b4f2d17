package sesevents.firehose;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import sesevents.transform.TransformHandler;

/**
 * A Lambda function's handler called in this process with the very bytes of an invocation.
 *
 * @param log takes what CloudWatch would
 */
public record InProcessFunction(RequestStreamHandler handler, OutputStream log)
        implements Transformation {
    /** The function of this project, whose log nobody reads. */
    public static InProcessFunction ofTransform() {
        return new InProcessFunction(new TransformHandler(), OutputStream.nullOutputStream());
    }

    @Override
    public void invoke(InputStream request, OutputStream response) throws IOException {
        handler.handleRequest(request, response, new Surroundings(log));
    }

    /** Of what Lambda tells a handler only the log is real here; nothing else is ever asked for. */
    private record Surroundings(OutputStream log) implements Context, LambdaLogger {
        @Override
        public LambdaLogger getLogger() {
            return this;
        }

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

        @Override
        public String getAwsRequestId() {
            return "local";
        }

        @Override
        public String getLogGroupName() {
            return "local";
        }

        @Override
        public String getLogStreamName() {
            return "local";
        }

        @Override
        public String getFunctionName() {
            return "ses-events-transform";
        }

        @Override
        public String getFunctionVersion() {
            return "$LATEST";
        }

        @Override
        public String getInvokedFunctionArn() {
            return StreamSettings.DEPLOYED.functionArn();
        }

        @Override
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 300_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }
    }
}
