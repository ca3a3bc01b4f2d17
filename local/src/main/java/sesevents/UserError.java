package sesevents;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a person can mend: the message names what is wrong, where, and what to do next. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message, Object... values) {
        super(message.formatted(values));
    }

    /** What went wrong, in words: of many exceptions of files the message is the path alone. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "access denied";
            case NoSuchFileException _ -> "no such file";
            case FileAlreadyExistsException _ -> "something else is in its place";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default ->
                    failure.getMessage() == null
                            ? failure.getClass().getSimpleName()
                            : failure.getMessage();
        };
    }
}
