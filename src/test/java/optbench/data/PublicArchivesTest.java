package optbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicArchivesTest {
  @Test
  void eachHasTheFourFilesOfMnistAndSeveralMirrors() {
    for (Archive archive : List.of(Archive.MNIST, Archive.FASHION_MNIST)) {
      assertThat(archive.files())
          .extracting(IdxFile::name)
          .containsExactly(
              "train-images-idx3-ubyte",
              "train-labels-idx1-ubyte",
              "t10k-images-idx3-ubyte",
              "t10k-labels-idx1-ubyte");
      assertThat(archive.files())
          .extracting(IdxFile::bytes)
          .containsExactly(47_040_016L, 60_008L, 7_840_016L, 10_008L);
      assertThat(archive.mirrors()).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
      assertThat(archive.mirrors())
          .extracting(URI::toString)
          .allSatisfy(mirror -> assertThat(mirror).endsWith("/"));
    }
    assertThat(Archive.MNIST.sha256()).isNotEqualTo(Archive.FASHION_MNIST.sha256());
  }

  @Test
  void anArchiveMustHaveAsManyLabelsAsImages() {
    Archive mnist = Archive.MNIST;

    assertThatThrownBy(
            () ->
                new Archive(
                    "mixed",
                    mnist.trainingImages(),
                    mnist.testLabels(),
                    mnist.testImages(),
                    mnist.testLabels(),
                    10,
                    List.of()))
        .hasMessageContaining("as many images as labels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "fashion-mnist"})
  void theRealFilesLoad(String name) {
    String directory = System.getenv("OPTBENCH_DATA_DIR");
    assumeTrue(directory != null, "OPTBENCH_DATA_DIR is not set");
    Datasets datasets =
        new Datasets(
            Map.of("OPTBENCH_DATA_DIR", directory, "OPTBENCH_OFFLINE", "1"), Path.of("none"));
    assumeTrue(
        datasets.status(name, Optional.empty()).usable(), name + " is not in OPTBENCH_DATA_DIR");

    Dataset data =
        datasets.load(name, Optional.empty(), OptionalInt.empty(), 0, DownloadProgress.NONE);

    assertThat(data.training().size()).isEqualTo(60_000);
    assertThat(data.test().size()).isEqualTo(10_000);
    int[] first = name.equals("mnist") ? new int[] {5, 0, 4, 1, 9} : new int[] {9, 0, 0, 3, 0};
    assertThat(data.training().labels()).startsWith(first);
    assertThat(data.test().labels()[0]).isEqualTo(name.equals("mnist") ? 7 : 9);
    assertThat(datasets.verify(name, Optional.empty()).verified()).isTrue();
  }
}
