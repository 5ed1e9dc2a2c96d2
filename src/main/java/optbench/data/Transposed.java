package optbench.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Images of which a file holds columns where others hold rows, as all of EMNIST's do. */
record Transposed(FileSource origin) implements FileSource {
  @Override
  public Contents read() {
    Contents read = origin.read();
    return new Contents(
        turned(read.training()),
        read.validation().map(Transposed::turned),
        turned(read.test()),
        List.of("images are transposed in its files, and stand upright here"));
  }

  private static LabelledNumbers turned(LabelledNumbers part) {
    Layout layout = part.layout();
    byte[] columns = part.numbers().bytes();
    byte[] rows = new byte[columns.length];
    int plane = layout.height() * layout.width();
    for (int i = 0; i < rows.length; i++) {
      int inPlane = i % plane;
      int from = inPlane % layout.height() * layout.width() + inPlane / layout.height();
      rows[i] = columns[i - inPlane + from];
    }
    return new LabelledNumbers(
        new Layout(layout.channels(), layout.width(), layout.height(), false),
        StoredNumbers.ofBytes(rows, part.source()),
        part.labels(),
        part.source(),
        part.labelSource());
  }

  @Override
  public String title() {
    return origin.title();
  }

  @Override
  public Map<String, Path> files() {
    return origin.files();
  }
}
