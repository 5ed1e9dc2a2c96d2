package optbench.data;

import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.hash.Sha256;

/**
 * A public data set of four IDX files.
 *
 * @param name as in specs; the directory that holds the files has it too
 * @param trainingImages count x height x width
 * @param trainingLabels count
 * @param testImages count x height x width
 * @param testLabels count
 * @param classes number of different labels
 * @param mirrors directories on the web, each with a trailing slash, that hold {@code <file>.gz}
 */
record Archive(
    String name,
    IdxFile trainingImages,
    IdxFile trainingLabels,
    IdxFile testImages,
    IdxFile testLabels,
    int classes,
    List<URI> mirrors) {

  /**
   * Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits". The mirrors are
   * those of the Common Visual Data Foundation and of PyTorch.
   */
  static final Archive MNIST =
      tenClasses(
          "mnist",
          List.of(
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
          "https://storage.googleapis.com/cvdf-datasets/mnist/",
          "https://ossci-datasets.s3.amazonaws.com/mnist/");

  /**
   * H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST", arXiv:1708.07747. The mirrors are the authors'
   * own repository, TensorFlow's and the authors' first one, which has no HTTPS: the checksum
   * guards it.
   */
  static final Archive FASHION_MNIST =
      tenClasses(
          "fashion-mnist",
          List.of(
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
          "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
          "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
          "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

  /** All that can be downloaded. */
  static final List<Archive> PUBLIC = List.of(MNIST, FASHION_MNIST);

  Archive {
    mirrors = List.copyOf(mirrors);
    requireLabels(trainingImages, trainingLabels);
    requireLabels(testImages, testLabels);
    if (!trainingImages.dimensions().subList(1, 3).equals(testImages.dimensions().subList(1, 3))) {
      throw new IllegalArgumentException(name + ": training and test images must be of one size");
    }
  }

  private static void requireLabels(IdxFile images, IdxFile labels) {
    if (images.dimensions().size() != 3 || labels.dimensions().size() != 1) {
      throw new IllegalArgumentException(
          "images must have 3 dimensions and labels 1 but were "
              + images.dimensions()
              + " and "
              + labels.dimensions());
    }
    if (images.count() != labels.count()) {
      throw new IllegalArgumentException(
          images.name() + " must have as many images as labels but had " + images.count());
    }
  }

  private static Archive tenClasses(String name, List<String> sha256, String... mirrors) {
    return new Archive(
        name,
        new IdxFile("train-images-idx3-ubyte", List.of(60_000, 28, 28), sha256.get(0)),
        new IdxFile("train-labels-idx1-ubyte", List.of(60_000), sha256.get(1)),
        new IdxFile("t10k-images-idx3-ubyte", List.of(10_000, 28, 28), sha256.get(2)),
        new IdxFile("t10k-labels-idx1-ubyte", List.of(10_000), sha256.get(3)),
        10,
        Stream.of(mirrors).map(URI::create).toList());
  }

  /** What torchvision calls its folder: {@code MNIST}, {@code FashionMNIST}. */
  String torchvisionFolder() {
    return Stream.of(name.split("-"))
        .map(
            word ->
                word.equals("mnist")
                    ? "MNIST"
                    : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /**
   * What to do about a file that is damaged, or of another data set: it may be the only one that
   * somebody has, and is not ours to delete.
   */
  String whereItIsNot() {
    return "It is damaged, or not "
        + name
        + "'s: move it elsewhere, or point --data-dir at another folder, then run 'optbench data"
        + " fetch "
        + name
        + "'.";
  }

  List<IdxFile> files() {
    return List.of(trainingImages, trainingLabels, testImages, testLabels);
  }

  int height() {
    return trainingImages.dimensions().get(1);
  }

  int width() {
    return trainingImages.dimensions().get(2);
  }

  /** One checksum of the whole: SHA-256 over the four files' SHA-256, in their order. */
  String sha256() {
    return Sha256.hex(
        files().stream()
            .map(file -> HexFormat.of().parseHex(file.sha256()))
            .toArray(byte[][]::new));
  }
}
