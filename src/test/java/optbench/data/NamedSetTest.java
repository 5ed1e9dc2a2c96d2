package optbench.data;

import static optbench.data.WrittenData.arrays;
import static optbench.data.WrittenData.bytes;
import static optbench.data.WrittenData.idx;
import static optbench.data.WrittenData.idxFolder;
import static optbench.data.WrittenData.labels;
import static optbench.data.WrittenData.noise;
import static optbench.data.WrittenData.npz;
import static optbench.data.WrittenData.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets that are known by name alone, and places where other programs keep theirs. */
class NamedSetTest {
  private static final byte[] IMAGES = noise(8 * 6, 1);

  private final Map<String, String> environment = new HashMap<>(Map.of("OPTBENCH_OFFLINE", "1"));
  private TinyArchive tiny;
  @TempDir private Path root;

  @BeforeEach
  void makeArchive() {
    tiny = new TinyArchive();
  }

  private Path home() {
    return root.resolve("home");
  }

  private Datasets datasets() {
    return new Datasets(
        environment,
        home(),
        List.of(tiny.archive),
        NamedSet.ALL,
        Patience.OPTIONAL,
        Patience.OPTIONAL);
  }

  private Dataset load(String name, Path directory) {
    return datasets()
        .load(name, Optional.of(directory), OptionalInt.empty(), 0, DownloadProgress.NONE);
  }

  @Test
  void kmnistIsFoundInFoldersOfItsName() {
    for (String folder : List.of("kmnist", "KMNIST/raw", "KMNIST", "")) {
      Path start = root.resolve("of " + folder.replace('/', ' '));
      int[] y = labels(8, i -> i % 4);
      idxFolder(start.resolve(folder), IMAGES, y, IMAGES, y, 2, 3);

      Dataset data = load("kmnist", start);

      assertThat(data.name()).isEqualTo("kmnist");
      assertThat(data.training().pixels()).isEqualTo(IMAGES);
      assertThat(datasets().files(data, Optional.of(start))).hasSize(4);
    }
  }

  /** Each row of EMNIST's files is a column of the image. */
  @Test
  void emnistIsTurnedUpright() {
    Path raw = root.resolve("EMNIST/raw");
    int[] y = labels(8, i -> 1 + i % 4);
    for (String part : List.of("train", "test")) {
      String name = "emnist-letters-" + part;
      write(raw.resolve(name + "-images-idx3-ubyte"), idx(IMAGES, 8, 2, 3));
      write(raw.resolve(name + "-labels-idx1-ubyte"), idx(bytes(y), 8));
      write(raw.resolve("emnist-digits-" + part + "-labels-idx1-ubyte"), new byte[0]);
    }

    Dataset data = load("emnist-letters", root);

    assertThat(List.of(data.height(), data.width(), data.classes())).containsExactly(3, 2, 4);
    byte[] first = Arrays.copyOf(IMAGES, 6);
    assertThat(Arrays.copyOf(data.test().pixels(), 6))
        .containsExactly(first[0], first[3], first[1], first[4], first[2], first[5]);
    assertThat(data.remarks())
        .contains(
            "emnist-letters: images are transposed in its files, and stand upright here",
            "emnist-letters: labels 1 to 4 become classes 0 to 3");
    assertThatThrownBy(() -> load("emnist-digits", root))
        .hasMessageContaining("emnist-digits is not in");
  }

  @Test
  void qmnistHasItsOwnNames() {
    Path raw = root.resolve("QMNIST/raw");
    int[] y = labels(8, i -> i % 4);
    for (String part : List.of("train", "test")) {
      write(raw.resolve("qmnist-" + part + "-images-idx3-ubyte"), idx(IMAGES, 8, 2, 3));
      write(raw.resolve("qmnist-" + part + "-labels-idx1-ubyte"), idx(bytes(y), 8));
    }

    assertThat(load("qmnist", root).classes()).isEqualTo(4);
    assertThat(load("qmnist", raw).name()).isEqualTo("qmnist");
  }

  /** By the format's description: a label, then 1024 bytes of red, of green and of blue. */
  private static byte[] record(int label, int red, int green, int blue) {
    byte[] record = new byte[3073];
    record[0] = (byte) label;
    Arrays.fill(record, 1, 1025, (byte) red);
    Arrays.fill(record, 1025, 2049, (byte) green);
    Arrays.fill(record, 2049, 3073, (byte) blue);
    return record;
  }

  private static byte[] both(byte[] one, byte[] other) {
    return TinyArchive.join(one, other);
  }

  @Test
  void cifarIsReadAsItIsWritten() throws IOException {
    Path folder = root.resolve("cifar-10-batches-bin");
    for (int b = 1; b <= 5; b++) {
      write(
          folder.resolve("data_batch_" + b + ".bin"),
          both(record(b, 10 * b, 2, 3), record(0, 4, 5, 200 + b)));
    }
    write(folder.resolve("test_batch.bin"), both(record(5, 1, 2, 3), record(9, 7, 8, 9)));

    Dataset data = load("cifar10", root);

    assertThat(List.of(data.channels(), data.height(), data.width())).containsExactly(3, 32, 32);
    assertThat(data.classes()).isEqualTo(7);
    assertThat(data.training().labels()).containsExactly(1, 0, 2, 0, 3, 0, 4, 0, 5, 0);
    assertThat(data.test().labels()).containsExactly(5, 6);
    assertThat(data.training().pixels()[4 * 3072]).isEqualTo((byte) 30);
    assertThat(data.training().pixels()[4 * 3072 + 1024]).isEqualTo((byte) 2);
    assertThat(data.training().pixels()[9 * 3072 + 3071]).isEqualTo((byte) 205);

    DataStatus verified = datasets().verify("cifar10", Optional.of(root));
    assertThat(verified.files()).hasSize(6);
    assertThat(verified.files()).allMatch(file -> file.state() == DataStatus.State.READ);
    write(folder.resolve("test_batch.bin"), new byte[3074]);
    DataStatus damaged = datasets().verify("cifar10", Optional.of(root));
    assertThat(damaged.verified()).isFalse();
    assertThat(damaged.files().get(5).state()).isEqualTo(DataStatus.State.CORRUPT);
    assertThat(damaged.files().get(5).detail())
        .contains("must be records of 3073 bytes")
        .endsWith("but has 3074 bytes.");
    Files.delete(folder.resolve("data_batch_3.bin"));
    assertThatThrownBy(() -> load("cifar10", root)).hasMessageContaining("cifar10 is not in");
  }

  @Test
  void whatIsNotThereIsToldHowToGet() {
    assertThatThrownBy(() -> load("kmnist", root.resolve("named")))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(DataException.Reason.MISSING);
              assertThat(e.faults())
                  .containsExactly(
                      "kmnist is not in "
                          + root.resolve("named/kmnist")
                          + " (--data-dir), "
                          + home().resolve(".cache/optbench/kmnist")
                          + " (cache).",
                      "Get it from http://codh.rois.ac.jp/kmnist/, or by torchvision.datasets.KMNIST;"
                          + " put its files into "
                          + root.resolve("named/kmnist")
                          + ", or say where they are with --data-dir, or data: {idx: FOLDER}.");
            });
    DataStatus status = datasets().status("kmnist", Optional.empty());
    assertThat(status.absent()).isTrue();
    assertThat(status.usable()).isFalse();
    assertThat(status.byHand()).startsWith("Get it from");
  }

  /** Files of both have the same names. */
  @Test
  void aKnownDataSetIsNotTakenForAnother() throws IOException {
    Path folder = tiny.install(root);
    Files.move(folder, root.resolve("kmnist"));

    assertThatThrownBy(() -> load("kmnist", root))
        .hasMessageContaining(": is a file of tiny, not of kmnist.");
  }

  private static int[] classes(byte[] file) {
    return IntStream.range(8, file.length).map(i -> file[i]).toArray();
  }

  private Path arraysOfTiny(Path file) {
    byte[] train = tiny.content(tiny.archive.trainingImages());
    byte[] test = tiny.content(tiny.archive.testImages());
    return npz(
        file,
        arrays(
            Arrays.copyOfRange(train, 16, train.length),
            classes(tiny.content(tiny.archive.trainingLabels())),
            Arrays.copyOfRange(test, 16, test.length),
            classes(tiny.content(tiny.archive.testLabels())),
            5,
            4));
  }

  @Test
  void aFileOfKerasIsVerifiedAndTaken() throws IOException {
    Path file = arraysOfTiny(home().resolve(".keras/datasets/tiny.npz"));

    Dataset data = load("tiny", root.resolve("named"));

    assertThat(data.sha256()).isEqualTo(tiny.archive.sha256());
    assertThat(data.remarks()).isEmpty();
    assertThat(datasets().verify("tiny", Optional.empty()).verified()).isTrue();
    assertThat(datasets().status("tiny", Optional.empty()).directory()).contains(file);
    assertThat(datasets().files(data, Optional.empty())).containsValue(file);

    npz(file, arrays(IMAGES, labels(8, i -> i % 2), IMAGES, labels(8, i -> i % 2), 2, 3));
    assertThatThrownBy(() -> load("tiny", root.resolve("named")))
        .hasMessageStartingWith(file + ": SHA-256 of its content must be ")
        .hasMessageContaining("move it elsewhere");
    assertThat(datasets().verify("tiny", Optional.empty()).verified()).isFalse();
    assertThat(file).exists();
  }

  @Test
  void foldersOfDeeplearning4jAreLookedInto() throws IOException {
    Path theirs = home().resolve(".deeplearning4j/data");
    Path folder = tiny.install(theirs);
    Files.move(folder, theirs.resolve("Tiny"));

    assertThat(load("tiny", root.resolve("named")).name()).isEqualTo("tiny");
    assertThat(datasets().status("tiny", Optional.empty()).directory())
        .contains(theirs.resolve("Tiny"));
  }
}
