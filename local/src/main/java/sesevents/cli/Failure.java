package sesevents.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import sesevents.UserError;
import sesevents.aws.Aws;
import sesevents.engine.QueryFailed;
import software.amazon.awssdk.core.exception.SdkException;

/** Why a command failed, in one line; Java's own message for a file is often only its path. */
final class Failure {
    private Failure() {}

    /** The cause and what to do about it; null if the fault is the program's. */
    static UserError explained(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            UserError explained = explainedAlone(cause);
            if (explained != null) {
                return explained;
            }
        }
        return null;
    }

    private static UserError explainedAlone(Throwable failure) {
        return switch (failure) {
            case UserError error -> error;
            case SdkException aws -> Aws.explained(aws);
            case QueryFailed query -> new UserError("%s", query.getMessage());
            case InvalidPathException path ->
                    new UserError(
                            "'%s' is not a valid file name here (%s)",
                            path.getInput(), path.getReason());
            case UncheckedIOException unchecked -> explained(unchecked);
            case JsonProcessingException _ -> null;
            case IOException io -> new UserError("%s", why(io));
            default -> null;
        };
    }

    private static UserError explained(UncheckedIOException failure) {
        IOException cause = failure.getCause();
        boolean saysMore = !String.valueOf(failure.getMessage()).equals(cause.toString());
        return new UserError("%s%s", saysMore ? failure.getMessage() + ": " : "", why(cause));
    }

    private static String why(IOException failure) {
        String words =
                switch (failure) {
                    case NoSuchFileException file -> file.getFile() + " does not exist";
                    case AccessDeniedException file -> file.getFile() + ": permission denied";
                    case FileAlreadyExistsException file -> noFolder(file);
                    case NotDirectoryException file -> noFolder(file);
                    case FileSystemException file when file.getReason() != null ->
                            file.getFile() + ": " + file.getReason();
                    case CharacterCodingException _ -> "the text is not UTF-8";
                    default ->
                            String.valueOf(failure.getMessage())
                                    .replace("Is a directory", "it is a folder");
                };
        return words + remedy(failure);
    }

    private static String remedy(IOException failure) {
        String words = String.valueOf(failure.getMessage());
        if (words.contains("No space left on device")) {
            return "; make room, then run the same again";
        }
        if (words.contains("Not a directory")) {
            return "; a part of this path is a file: name another place";
        }
        return failure instanceof AccessDeniedException || words.contains("Read-only file system")
                ? "; check its permissions, or name another place"
                : "";
    }

    private static String noFolder(FileSystemException file) {
        return file.getFile() + " is a file, and must be a folder; name another place";
    }
}
