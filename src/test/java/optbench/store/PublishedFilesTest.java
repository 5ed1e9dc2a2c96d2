package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import optbench.result.PublishedFigure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedFilesTest {
  private static final String HEAD = "source,label,epoch,test_accuracy,test_loss,tolerance\n";

  @TempDir private Path folder;

  @Test
  void readsFiguresAndPassesOverFurtherColumns() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"), HEAD + "\"article, table 1\",SGD,10,.9693,.1040,0.005\n");

    assertThat(PublishedFiles.read(file))
        .containsExactly(new PublishedFigure("article, table 1", "SGD", 10, 0.9693, 0.005));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,SGD,0,0.9,1,0.005 | :2: epoch must be at least 1 but was 0",
        "a,SGD,1,96.9,1,0.005 | :2: test_accuracy must be a fraction of 1 but was 96.9",
        "a,SGD,1,0.9,1,-1 | :2: tolerance must be a fraction of 1 but was -1.0",
        "a,SGD,x,0.9,1,0.1 | :2: must hold numbers",
        "a,SGD,1,0.9,1, | :2: tolerance is missing",
      })
  void saysWhereAFigureCannotBe(String row, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), HEAD + row + "\n");

    assertThatThrownBy(() -> PublishedFiles.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("bad.csv")
        .hasMessageContaining(message);
  }

  @Test
  void aHeadAloneIsTooLittle() throws IOException {
    Path file = Files.writeString(folder.resolve("head.csv"), HEAD);

    assertThatThrownBy(() -> PublishedFiles.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("holds no figures");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> PublishedFiles.read(folder.resolve("none.csv")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot read");
  }

  @Test
  void theCommittedFiguresOfTheArticlesCanBeRead() {
    assertThat(PublishedFiles.read(Path.of("configs/article-published.csv"))).hasSize(108);
  }
}
