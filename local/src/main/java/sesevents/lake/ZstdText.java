package sesevents.lake;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The text of a zstd file. It hands out the text before a damage, then throws. */
final class ZstdText extends FilterInputStream {
    ZstdText(InputStream in) {
        super(new ZstdInputStream(in));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (MalformedInputException e) {
            throw new IOException("the zstd data is damaged or cut off: " + e.getMessage(), e);
        }
    }
}
