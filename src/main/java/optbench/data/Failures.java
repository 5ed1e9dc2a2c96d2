package optbench.data;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import optbench.file.FileFaultText;

/** Says in a few words what went wrong; the JDK's own messages are often empty or a bare path. */
final class Failures {
  private Failures() {}

  static String describe(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "unknown host: no network?";
      }
      if (cause instanceof FileSystemException file) {
        return FileFaultText.of(file);
      }
      if (cause instanceof OverlappingFileLockException) {
        return "another download is writing it";
      }
    }
    if (failure instanceof ConnectException) {
      return "cannot connect";
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
