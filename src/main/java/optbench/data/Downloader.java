package optbench.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.file.InPlace;

/**
 * Downloads data files: mirror after mirror, into {@code <file>.gz.part}, which an interrupted
 * download leaves behind for the next one to go on from. The file gets its name only when its
 * content has the right checksum.
 */
final class Downloader {
  /** No sound compression makes a file larger by more. */
  private static final long COMPRESSION_OVERHEAD = 1 << 16;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  /**
   * Downloads one file into a directory, which is made if need be.
   *
   * @throws DataException naming every mirror tried and what was wrong with it, or what could not
   *     be written
   */
  Path fetch(
      IdxFile file,
      List<URI> mirrors,
      Path directory,
      Patience patience,
      DownloadProgress progress) {
    Path part = directory.resolve(file.name() + ".gz.part");
    List<String> failures = new ArrayList<>();
    try {
      makeDirectory(directory);
      for (URI mirror : mirrors) {
        Download download =
            new Download(client, mirror.resolve(file.name() + ".gz"), part, patience, progress);
        Optional<String> failure = attempt(download, file, part);
        if (failure.isEmpty()) {
          Path target = directory.resolve(file.name() + ".gz");
          return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        failures.add(mirror + ": " + failure.get());
      }
    } catch (PartFile.LocalFailure e) {
      throw new DataException(DataException.Reason.MISSING, e.getMessage(), e);
    } catch (IOException e) {
      String message = part + ": cannot be written (" + Failures.describe(e) + ").";
      throw new DataException(DataException.Reason.MISSING, message, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      String message = file.name() + ".gz: the download was interrupted.";
      throw new DataException(DataException.Reason.MISSING, message, e);
    }
    throw new DataException(
        DataException.Reason.MISSING,
        file.name() + ".gz could not be downloaded (" + String.join("; ", failures) + ").");
  }

  private static void makeDirectory(Path directory) throws PartFile.LocalFailure {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new PartFile.LocalFailure(directory, e);
    }
  }

  /**
   * Leaves the whole file in the part, or says why not. A part that turns out bad when it is
   * complete is not kept; where its beginning was from an earlier time, all of it is asked for
   * again.
   */
  private static Optional<String> attempt(Download download, IdxFile file, Path part)
      throws IOException, InterruptedException {
    long limit = file.bytes() + COMPRESSION_OVERHEAD;
    long offset = lengthOf(part);
    if (offset > limit) {
      offset = 0;
    }
    while (true) {
      long startedAt;
      try {
        startedAt = download.run(offset, limit);
      } catch (PartFile.LocalFailure e) {
        throw e;
      } catch (IOException e) {
        return Optional.of(Failures.describe(e));
      }
      Optional<String> fault = fault(part, file);
      if (fault.isEmpty()) {
        return fault;
      }
      Files.delete(part);
      if (startedAt == 0) {
        return fault;
      }
      offset = 0;
    }
  }

  /** Of a link nothing is taken, and nothing written behind it. */
  private static long lengthOf(Path part) throws PartFile.LocalFailure {
    try {
      if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
        return 0;
      }
      InPlace.requireAlone(part);
      return Files.size(part);
    } catch (IOException e) {
      throw new PartFile.LocalFailure(part, e);
    }
  }

  private static Optional<String> fault(Path part, IdxFile file) {
    try {
      IdxReader.read(part, file);
      return Optional.empty();
    } catch (DataException e) {
      String finding = e.getMessage().substring(part.toString().length() + 2);
      return Optional.of("sent a bad file: " + finding.substring(0, finding.length() - 1));
    }
  }
}
