package sesevents.prompt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A terminal without a screen: keys go in, and what was shown can be waited for. */
final class Screen extends ByteArrayOutputStream {
    private static final long WAIT_MAX = Duration.ofSeconds(60).toNanos();

    private final LineDisciplineTerminal terminal;

    Screen() throws IOException {
        terminal = new LineDisciplineTerminal("test", "ansi", this, StandardCharsets.UTF_8);
    }

    Terminal terminal() {
        return terminal;
    }

    void type(String keys) {
        try {
            terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, length);
        notifyAll();
    }

    @Override
    public synchronized void write(int value) {
        super.write(value);
        notifyAll();
    }

    /** Without what only moves the cursor or colours. */
    synchronized String text() {
        return toString(StandardCharsets.UTF_8)
                .replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "")
                .replace("\r", "");
    }

    synchronized void await(String text) {
        long end = System.nanoTime() + WAIT_MAX;
        while (!text().contains(text)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no '%s' in:%n%s".formatted(text, text()));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
