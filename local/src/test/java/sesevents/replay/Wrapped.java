package sesevents.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import sesevents.lake.ObjectStore;

/** Passes every call to a real bucket; a test overrides the calls that it changes. */
class Wrapped implements ObjectStore {
    final ObjectStore real;

    Wrapped(ObjectStore real) {
        this.real = real;
    }

    @Override
    public Stream<String> list(String prefix) throws IOException {
        return real.list(prefix);
    }

    @Override
    public InputStream read(String key) throws IOException {
        return real.read(key);
    }

    @Override
    public void put(String key, byte[] body) throws IOException {
        real.put(key, body);
    }

    @Override
    public void move(String key, String newKey) throws IOException {
        real.move(key, newKey);
    }
}
