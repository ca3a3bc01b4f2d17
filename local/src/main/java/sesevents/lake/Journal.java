package sesevents.lake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import sesevents.UserError;

/**
 * Which records were offered to a lake, and on which day each arrived: a line of day and id for
 * each. Every pipeline has a file of its own under {@code offered/}, and writes into it before it
 * delivers, so that a record is in the journal or was never delivered.
 */
public final class Journal {
    private static final int DAY_LENGTH = "2026-01-31".length();

    private final Lake lake;
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private Path file;

    public Journal(Lake lake) {
        this.lake = lake;
    }

    /**
     * Reads what all pipelines of a lake were offered.
     *
     * @param record is told the day of arrival and the id of each record
     * @param unreadable is told of each line that is not one of the journal's, and why
     */
    public static void read(
            Lake lake,
            BiConsumer<LocalDate, RecordId> record,
            BiConsumer<String, String> unreadable)
            throws IOException {
        for (Path file : files(lake)) {
            String name = lake.folder().relativize(file).toString();
            try (Lines lines = new Lines(Files.newInputStream(file))) {
                byte[] line = lines.next();
                while (line != null) {
                    boolean isRead = read(new String(line, US_ASCII), record);
                    line = lines.next();
                    // A kill may have cut the last line; its record was not delivered.
                    if (!isRead && line != null) {
                        unreadable.accept(
                                name + ":" + (lines.number() - 1), "no line of the journal");
                    }
                }
            } catch (IOException e) {
                unreadable.accept(name, "cannot be read to its end: " + UserError.reason(e));
            }
        }
    }

    public void offered(Instant arrival, RecordId id) {
        String line = LocalDate.ofInstant(arrival, ZoneOffset.UTC) + "," + id + "\n";
        unwritten.writeBytes(line.getBytes(US_ASCII));
    }

    public void write() {
        if (unwritten.size() == 0) {
            return;
        }
        try {
            if (file == null) {
                file = newFile();
            }
            Files.write(file, unwritten.toByteArray(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal " + lake.offered(), e);
        }
        unwritten.reset();
    }

    private static boolean read(String line, BiConsumer<LocalDate, RecordId> record) {
        if (line.length() <= DAY_LENGTH || line.charAt(DAY_LENGTH) != ',') {
            return false;
        }
        try {
            record.accept(
                    LocalDate.parse(line.substring(0, DAY_LENGTH)),
                    RecordId.parse(line.substring(DAY_LENGTH + 1)));
            return true;
        } catch (DateTimeException | NumberFormatException _) {
            return false;
        }
    }

    /** In order; what others have put there is left alone. */
    private static List<Path> files(Lake lake) throws IOException {
        if (!Files.isDirectory(lake.offered())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(lake.offered())) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{6}\\.csv"))
                    .sorted()
                    .toList();
        }
    }

    /** Pipelines of several processes must not take the same. */
    private Path newFile() throws IOException {
        Files.createDirectories(lake.offered());
        for (int number = 1; ; number++) {
            try {
                return Files.createFile(lake.offered().resolve("%06d.csv".formatted(number)));
            } catch (FileAlreadyExistsException _) {
                // Another pipeline has this number.
            }
        }
    }
}
