package optbench.data;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;

/** Says in a few words what went wrong; the JDK's own messages are often empty or a bare path. */
final class Failures {
  private Failures() {}

  static String describe(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "unknown host: no network?";
      }
      if (cause instanceof AccessDeniedException) {
        return "permission denied";
      }
      if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
        return "a file is where a directory should be";
      }
      if (cause instanceof OverlappingFileLockException) {
        return "another download is writing it";
      }
    }
    if (failure instanceof ConnectException) {
      return "cannot connect";
    }
    if (failure instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
