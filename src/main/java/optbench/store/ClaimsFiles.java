package optbench.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads claims, in YAML or JSON, told apart by the file's ending. */
public final class ClaimsFiles {
  private final ClaimsSchema schema = new ClaimsSchema();
  private final SpecValidator validator = new SpecValidator(schema.root());

  /** The schema that claims are held against. */
  public ClaimsSchema schema() {
    return schema;
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
          new Fault(Place.of(Fault.quote(name)), "is no name that a file can have"));
    }
  }

  /**
   * Reads a file.
   *
   * @throws SpecFileException with every fault that was found
   */
  public LoadedClaims read(Path file) {
    SourceTree tree = TreeReader.file(file);
    List<Fault> faults = validator.faults(tree);
    if (!faults.isEmpty()) {
      throw SpecFileException.of(faults);
    }
    return ClaimsTree.read(tree);
  }
}
