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
 * Which records were offered to a lake: a line for each, with its day of arrival and its id. Every
 * pipeline writes a file of its own, before it delivers, so a record that was delivered is always
 * in the journal.
 */
public final class Journal {
    static final String FILE_NAME = "\\d{6}\\.csv";

    private final Lake lake;
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private Path file;

    public Journal(Lake lake) {
        this.lake = lake;
    }

    /**
     * Reads the files of all pipelines; other files beside them are left alone.
     *
     * @param record is told the day of arrival and the id of each record
     * @param unreadable is told where a line cannot be read, and why
     */
    public static void read(
            Lake lake,
            BiConsumer<LocalDate, RecordId> record,
            BiConsumer<String, String> unreadable)
            throws IOException {
        List<String> keys;
        try (Stream<String> listed = lake.objects().list(Keys.OFFERED)) {
            keys = listed.filter(key -> key.matches(Keys.OFFERED + FILE_NAME)).toList();
        }
        for (String key : keys) {
            try (Lines lines = new Lines(lake.objects().read(key))) {
                byte[] line = lines.next();
                while (line != null) {
                    boolean isRead = read(new String(line, US_ASCII), record);
                    line = lines.next();
                    // A kill may have cut the last line; its record was not delivered.
                    if (!isRead && line != null) {
                        unreadable.accept(
                                key + ":" + (lines.number() - 1), "not a line of the journal");
                    }
                }
            } catch (IOException e) {
                unreadable.accept(key, "cannot be read to its end: " + UserError.reason(e));
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
        String[] dayAndId = line.split(",", 2);
        try {
            // LocalDate also reads years of nine digits, for which dates cannot be calculated.
            if (dayAndId.length < 2 || dayAndId[0].length() != "2026-01-31".length()) {
                return false;
            }
            record.accept(LocalDate.parse(dayAndId[0]), RecordId.parse(dayAndId[1]));
            return true;
        } catch (DateTimeException | NumberFormatException _) {
            return false;
        }
    }

    /** Makes the file, since pipelines of several processes must not share one. */
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
