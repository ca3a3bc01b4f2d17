package sesevents.lake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A text that cannot be read to its end. */
public final class Broken {
    private Broken() {}

    public static InputStream after(byte[] text) {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is broken");
                    }
                };
        return new SequenceInputStream(new ByteArrayInputStream(text), broken);
    }
}
