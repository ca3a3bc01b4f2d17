package sesevents.lake;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text of all members of a gzip file. It hands out all text before a damage, then throws. The
 * JDK's own stream ends silently at a damaged second member, and Commons Compress drops text that
 * it has read before the damage.
 */
final class GzipText extends InputStream {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final PushbackInputStream in;
    private Member member;

    GzipText(InputStream in) {
        this.in = new PushbackInputStream(in, BUFFER_BYTES);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            while (length > 0) {
                if (member == null) {
                    if (!hasMember()) {
                        return -1;
                    }
                    member = new Member(in);
                }
                int read = member.read(target, offset, length);
                if (read > 0) {
                    return read;
                }
                member.finish(in);
                member = null;
            }
            return 0;
        } catch (EOFException _) {
            throw new EOFException("the gzip data is cut off");
        } catch (ZipException e) {
            throw new ZipException("the gzip data is damaged: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        if (member != null) {
            member.close();
        }
        in.close();
    }

    /** Tar and tapes may pad the file with zeros after its last member. */
    private boolean hasMember() throws IOException {
        int first = in.read();
        if (first > 0) {
            in.unread(first);
            return true;
        }
        while (first == 0) {
            first = in.read();
        }
        if (first > 0) {
            throw new ZipException("data after the zeros at its end");
        }
        return false;
    }

    /** One member; its constructor reads and checks the header. */
    private static final class Member extends GZIPInputStream {
        Member(InputStream in) throws IOException {
            super(in, BUFFER_BYTES);
        }

        /** Returns 0 at the end of the member, where the JDK's method goes on to the next one. */
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int read = inf.inflate(target, offset, length);
                while (read == 0 && !inf.finished()) {
                    fill();
                    read = inf.inflate(target, offset, length);
                }
                crc.update(target, offset, read);
                return read;
            } catch (DataFormatException e) {
                throw new ZipException(e.getMessage());
            }
        }

        /** Gives back what it has read of the file beyond this member, and checks the text. */
        void finish(PushbackInputStream file) throws IOException {
            int rest = inf.getRemaining();
            file.unread(buf, len - rest, rest);
            DataInputStream trailer = new DataInputStream(file);
            boolean isSound =
                    Integer.reverseBytes(trailer.readInt()) == (int) crc.getValue()
                            && Integer.reverseBytes(trailer.readInt())
                                    == (int) inf.getBytesWritten();
            inf.end();
            if (!isSound) {
                throw new ZipException("wrong checksum or length");
            }
        }
    }
}
