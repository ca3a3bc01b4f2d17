package sesevents.lake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The text of a gzip file, all of its members, and an exception for every damage, once all text
 * before the damage is read. The JDK's own stream ends without a word where a second member is
 * damaged; Commons Compress drops what it has read when it finds the damage.
 */
public final class GzipText extends InflaterInputStream {
    private static final int HEADER_CRC = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xe0;
    private static final int DEFLATE = 8;

    private final CRC32 header = new CRC32();
    private final CRC32 text = new CRC32();
    private int position;
    private boolean isAtEnd;

    public GzipText(InputStream in) throws IOException {
        super(in, new Inflater(true), 8 * 1024);
        len = 0;
        if (nextOrEnd() != 0x1f) {
            throw new ZipException("no gzip header");
        }
        begin();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!isAtEnd && length > 0) {
            int read = inflate(target, offset, length);
            if (read >= 0) {
                text.update(target, offset, read);
                return read;
            }
            finish();
        }
        return length == 0 ? 0 : -1;
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }

    @Override
    protected void fill() throws IOException {
        len = in.read(buf, 0, buf.length);
        if (len < 0) {
            throw new EOFException("the gzip data is cut off");
        }
        inf.setInput(buf, 0, len);
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (ZipException e) {
            throw damaged(e.getMessage());
        }
    }

    /** Checks the member that ends here, and begins the next if there is one. */
    private void finish() throws IOException {
        position = len - inf.getRemaining();
        if (number(4) != text.getValue()) {
            throw damaged("wrong checksum");
        }
        if (number(4) != (inf.getBytesWritten() & 0xffff_ffffL)) {
            throw damaged("wrong length");
        }
        int first = nextOrEnd();
        if (first == 0x1f) {
            begin();
            return;
        }
        // Tapes and tar fill up with zeros; gzip itself lets them pass.
        while (first == 0) {
            first = nextOrEnd();
        }
        if (first >= 0) {
            throw damaged("what follows its last member is no gzip");
        }
        isAtEnd = true;
    }

    /** Reads a header, its first byte excepted. */
    private void begin() throws IOException {
        header.reset();
        header.update(0x1f);
        if (next() != 0x8b || next() != DEFLATE) {
            throw damaged("no gzip header");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw damaged("no gzip header");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        for (int field : new int[] {NAME, COMMENT}) {
            while ((flags & field) != 0 && next() != 0) {
                // Up to its zero.
            }
        }
        long expected = header.getValue() & 0xffff;
        if ((flags & HEADER_CRC) != 0 && number(2) != expected) {
            throw damaged("wrong checksum of a header");
        }
        text.reset();
        inf.reset();
        inf.setInput(buf, position, len - position);
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) next() << 8 * i;
        }
        return number;
    }

    private int next() throws IOException {
        int next = nextOrEnd();
        if (next < 0) {
            throw new EOFException("the gzip data is cut off");
        }
        header.update(next);
        return next;
    }

    /** The next byte behind the compressed data, or -1. */
    private int nextOrEnd() throws IOException {
        if (position == len) {
            position = 0;
            len = Math.max(in.read(buf, 0, buf.length), 0);
            if (len == 0) {
                return -1;
            }
        }
        return Byte.toUnsignedInt(buf[position++]);
    }

    private static ZipException damaged(String what) {
        return new ZipException("the gzip data is damaged: " + what);
    }
}
