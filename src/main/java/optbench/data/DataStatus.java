package optbench.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What there is of a data set on this machine.
 *
 * @param name of the data set
 * @param directory where its files are, or would be downloaded to; empty where it has none, as the
 *     program draws it
 * @param files what became of each
 * @param searched every directory looked into, with who named it
 * @param byHand how to get it, where it cannot be downloaded; else empty
 */
public record DataStatus(
    String name, Optional<Path> directory, List<FileStatus> files, String searched, String byHand) {

  /** How much is known of a file. */
  public enum State {
    MISSING,
    /** It is there; its content was not looked at. */
    FOUND,
    /** All of it was read; there is no published checksum to hold it against. */
    READ,
    VERIFIED,
    CORRUPT
  }

  /**
   * One file.
   *
   * @param name without {@code .gz}
   * @param path empty where it is missing, or drawn by the program
   * @param detail what is wrong with it; empty where nothing is known to be
   */
  public record FileStatus(String name, Optional<Path> path, State state, String detail) {}

  public DataStatus {
    files = List.copyOf(files);
  }

  /** Whether all of it is there, and nothing is known to be wrong with it. */
  public boolean usable() {
    return files.stream().allMatch(f -> f.state() != State.MISSING && f.state() != State.CORRUPT);
  }

  /** Whether all of it is there, was read and has the right checksums, where they are known. */
  public boolean verified() {
    return files.stream().allMatch(f -> f.state() == State.VERIFIED || f.state() == State.READ);
  }

  /** Whether nothing of it is there. */
  public boolean absent() {
    return files.stream().allMatch(f -> f.state() == State.MISSING);
  }
}
