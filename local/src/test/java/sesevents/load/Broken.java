package sesevents.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A text that cannot be read to its end. */
final class Broken {
    private Broken() {}

    static InputStream after(byte[] text) {
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
