package optbench.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import optbench.claims.ClaimsKeys;
import optbench.spec.key.KeyReference;
import optbench.spec.key.QuotedText;

/** Reads claims, in YAML or JSON, told apart by the file's ending. */
public final class ClaimsFiles {
  /** The JSON Schema of claims, indented, with a line end at its end. */
  public String schema() {
    return Json.pretty(ClaimsKeys.ALL.document("optbench claims")) + "\n";
  }

  /** All keys of claims files, as a page in Markdown. */
  public String reference() {
    return KeyReference.of("Keys of a claims file", ClaimsKeys.ALL);
  }

  /**
   * Reads a file whose name stands in another file.
   *
   * @throws SpecFileException also if it is no name of a file
   */
  public LoadedClaims read(String name) {
    try {
      return read(Path.of(name));
    } catch (InvalidPathException e) {
      throw new SpecFileException(
          new Fault(Place.of(QuotedText.quote(name)), "is no name that a file can have"));
    }
  }

  /**
   * Reads a file.
   *
   * @throws SpecFileException with every fault that was found
   */
  public LoadedClaims read(Path file) {
    SourceTree tree = TreeReader.file(file);
    List<Fault> faults = tree.faults(ClaimsKeys.ALL);
    if (!faults.isEmpty()) {
      throw SpecFileException.of(faults);
    }
    return new LoadedClaims(tree.read(ClaimsKeys.ALL, Map.of()), tree);
  }
}
