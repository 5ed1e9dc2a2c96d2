package optbench.data;

import java.nio.file.Path;
import java.util.Map;

/** Files of a user's own that make a data set. */
interface FileSource {
  /**
   * Reads all of them.
   *
   * @throws DataException that names the file and what to do, if one is missing or cannot be read
   */
  Contents read();

  /** What the data set is called where nothing else is said. */
  String title();

  /** The files by names of their own, as of their keys in specs, for machines that have none. */
  Map<String, Path> files();
}
