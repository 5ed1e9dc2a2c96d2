package optbench.fuzz;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import optbench.data.TinyArchive;

/** Folders of MNIST with files that are none of MNIST's. */
final class IdxFiles implements Generator {
  private record Shape(String name, List<Integer> dimensions) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("train-images-idx3-ubyte", List.of(60_000, 28, 28)),
          new Shape("train-labels-idx1-ubyte", List.of(60_000)),
          new Shape("t10k-images-idx3-ubyte", List.of(10_000, 28, 28)),
          new Shape("t10k-labels-idx1-ubyte", List.of(10_000)));

  /** More would only take time: these are right in size. */
  private static final int LARGEST = 60_000;

  @Override
  public Command generate(Dice dice, Box box) {
    Path data = box.in("data");
    Path mnist = data.resolve("mnist");
    for (Shape shape : SHAPES) {
      write(shape, mnist, dice, box);
    }
    Path named = dice.oneIn(8) ? mnist : data;
    return switch (dice.below(12)) {
      case 0 -> Command.of("data", "status", "mnist", "--data-dir", named);
      case 1 -> Command.of("data", "fetch", "mnist", "--data-dir", named);
      case 2 -> Command.of("data", "verify", "mnist", "--data-dir", named, "--json").printingData();
      case 3, 4, 5 ->
          Command.of("run", "--dry-run", "--data", "mnist", "--data-dir", named)
              .with("--out", box.out("r"));
      default -> Command.of("data", "verify", "mnist", "--data-dir", named);
    };
  }

  private static void write(Shape shape, Path folder, Dice dice, Box box) {
    if (dice.oneIn(12)) {
      return;
    }
    boolean packed = dice.oneIn(2);
    Path file = folder.resolve(shape.name() + (packed ? ".gz" : ""));
    if (dice.oneIn(12)) {
      special(file, dice, box);
      return;
    }
    byte[] content = content(shape, dice);
    if (dice.oneIn(2)) {
      content = Texts.damaged(content, dice);
    }
    byte[] written = packed != dice.oneIn(10) ? TinyArchive.gzip(content) : content;
    box.write(file, packed && dice.oneIn(3) ? Texts.damaged(written, dice) : written);
    if (dice.oneIn(10)) {
      box.write(folder.resolve(shape.name() + ".gz.part"), new byte[dice.below(100)]);
    }
  }

  private static void special(Path file, Dice dice, Box box) {
    switch (dice.below(5)) {
      case 0 -> box.pipe(file);
      case 1 -> box.link(file, Path.of("/dev/zero"), false);
      case 2 -> box.link(file, box.beside("nowhere"), false);
      case 3 -> box.link(file, file, false);
      default -> box.write(file.resolve("a-folder"), "");
    }
  }

  private static byte[] content(Shape shape, Dice dice) {
    int rank = shape.dimensions().size();
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * rank).putInt(0x0800 | rank);
    for (int dimension : shape.dimensions()) {
      header.putInt(
          dice.oneIn(8) ? dice.pick(List.of(0, -1, 1, 1 << 30, Integer.MAX_VALUE)) : dimension);
    }
    int payload = Math.min(LARGEST, rank == 1 ? shape.dimensions().get(0) : LARGEST);
    return Texts.join(header.array(), new byte[payload]);
  }
}
