package optbench.store;

import java.io.IOException;
import java.nio.file.Path;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.hash.Sha256;

/** SHA-256 of what was written by hand, such as a spec, and of names. */
public final class Checksum {
  /** More than any file of specs or claims has. */
  private static final long MOST_BYTES = 64L << 20;

  private Checksum() {}

  /**
   * Of a file's bytes.
   *
   * @throws StoreException if it cannot be read
   */
  public static String of(Path file) {
    try {
      return Sha256.hex(Inputs.bytes(file, MOST_BYTES));
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + FileFaultText.of(e), e);
    }
  }

  /** Of a text in UTF-8. */
  public static String of(String text) {
    return Sha256.hex(text);
  }
}
