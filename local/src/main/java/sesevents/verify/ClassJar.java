package sesevents.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** One class as a jar, for a function that is no more than that. */
final class ClassJar {
    private ClassJar() {}

    static byte[] of(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                InputStream in = type.getResourceAsStream("/" + file)) {
            jar.putNextEntry(new JarEntry(file));
            in.transferTo(jar);
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return bytes.toByteArray();
    }
}
