package optbench.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A data set of a user's own, in files of theirs. They are read only. */
public final class OwnData {
  private final FileSource source;
  private final OptionalDouble scale;
  private final Optional<String> title;

  private OwnData(FileSource source, OptionalDouble scale, Optional<String> title) {
    this.source = source;
    this.scale = scale;
    this.title = title;
  }

  /**
   * A folder of IDX files.
   *
   * @param scale what numbers are divided by, if not by 255 for bytes and 1 for all else
   * @param title what the data are called, if not as their folder
   */
  public static OwnData idx(Path folder, OptionalDouble scale, Optional<String> title) {
    return new OwnData(new IdxFolder(folder), scale, title);
  }

  /**
   * A file of NumPy arrays.
   *
   * @param shape of a sample, where it is not the arrays'
   */
  public static OwnData npz(
      Path file, Optional<List<Integer>> shape, OptionalDouble scale, Optional<String> title) {
    return new OwnData(new NpzFile(file, shape), scale, title);
  }

  /**
   * A table of numbers.
   *
   * @param label name of the column of labels
   * @param test a second file; if empty, some of the rows are held out
   * @param testShare how large a share of the rows, where there is no second file
   * @param shape of a sample that is an image
   */
  public static OwnData csv(
      Path file,
      String label,
      Optional<Path> test,
      double testShare,
      Optional<List<Integer>> shape,
      OptionalDouble scale,
      Optional<String> title) {
    return new OwnData(new CsvFiles(file, label, test, testShare, shape), scale, title);
  }

  /** The files by names of their own: as many folders may hold files of one name. */
  public Map<String, Path> files() {
    return source.files();
  }

  Optional<String> title() {
    return title;
  }

  /** What it is called where no title was given. */
  String fileTitle() {
    return source.title();
  }

  Assembly read() {
    return new Assembly(source.read(), scale);
  }
}
