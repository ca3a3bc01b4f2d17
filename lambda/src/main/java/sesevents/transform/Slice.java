package sesevents.transform;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A part of some bytes, left where it lies. */
record Slice(byte[] bytes, int from, int to) {
    int length() {
        return to - from;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, from, length());
    }

    boolean isString() {
        return bytes[from] == '"';
    }

    boolean isNull() {
        return bytes[from] == 'n';
    }

    /** Of a JSON string, the text between the quotes as it stands there. */
    String inside() {
        return new String(bytes, from + 1, length() - 2, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }
}
