package optbench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {
  private final TinyArchive tiny = new TinyArchive();
  @TempDir private Path root;

  private Path home() {
    return root.resolve("home");
  }

  private List<Path> paths(SearchPath path) {
    return path.directories().stream().map(SearchPath.Directory::path).toList();
  }

  @Test
  void looksIntoTheNamedDirectoryThenTheEnvironmentThenTheCache() {
    SearchPath path =
        SearchPath.of(
            Optional.of(root.resolve("named")),
            Map.of(
                "OPTBENCH_DATA_DIR",
                root.resolve("shared").toString(),
                "XDG_CACHE_HOME",
                root.resolve("caches").toString()),
            home());

    assertThat(paths(path))
        .containsExactly(
            root.resolve("named"), root.resolve("shared"), root.resolve("caches/optbench"));
  }

  @Test
  void theCacheIsInTheHomeDirectoryWhereNothingElseIsSaid() {
    assertThat(paths(SearchPath.of(Optional.empty(), Map.of(), home())))
        .containsExactly(home().resolve(".cache/optbench"));
    assertThat(
            paths(
                SearchPath.of(
                    Optional.empty(),
                    Map.of("XDG_CACHE_HOME", "relative", "OPTBENCH_DATA_DIR", " "),
                    home())))
        .containsExactly(home().resolve(".cache/optbench"));
  }

  @Test
  void takesTheFirstCompleteDirectory() throws IOException {
    Path named = root.resolve("named");
    Path partial = tiny.install(named);
    Files.delete(partial.resolve("t10k-labels-idx1-ubyte.gz"));
    Path complete = tiny.install(home().resolve(".cache/optbench"));
    SearchPath path = SearchPath.of(Optional.of(named), Map.of(), home());

    assertThat(path.find(tiny.archive)).contains(complete);
    assertThat(path.describe(tiny.archive))
        .isEqualTo(
            partial + " (--data-dir, without t10k-labels-idx1-ubyte), " + complete + " (cache)");
  }

  @Test
  void forgivesADirectoryThatPointsAtTheDataSetItself() throws IOException {
    Path installed = tiny.install(root);
    SearchPath path = SearchPath.of(Optional.of(installed), Map.of(), home());

    assertThat(path.find(tiny.archive)).contains(installed);
  }

  @Test
  void findsTheFilesThemselvesAndTorchvisionsFolders() throws IOException {
    for (String layout : List.of("MNIST/raw", "mnist", "", "anything/at/all")) {
      for (String named : List.of("", "MNIST", "MNIST/raw", "anything/at/all")) {
        Path start = root.resolve("of-" + layout.replace('/', '-') + "-by-" + named.length());
        Path files = start.resolve(layout);
        createFiles(files);
        Path asked = start.resolve(named);
        SearchPath path = SearchPath.of(Optional.of(asked), Map.of(), home());
        boolean there =
            asked.equals(files)
                || (layout.equals("MNIST/raw") && named.equals("MNIST"))
                || (named.isEmpty() && !layout.startsWith("anything"));

        assertThat(path.find(Archive.MNIST).map(Path::normalize))
            .as("%s in %s", asked, files)
            .isEqualTo(there ? Optional.of(files.normalize()) : Optional.empty());
      }
    }
  }

  /** Fashion-MNIST's files have the names of MNIST's. */
  @Test
  void takesNoFolderThatIsNamedForAnotherDataSet() throws IOException {
    for (String folder : List.of("FashionMNIST/raw", "fashion-mnist")) {
      Path files = root.resolve(folder);
      createFiles(files);
      for (Path asked : List.of(root, root.resolve("FashionMNIST"), files)) {
        SearchPath path = SearchPath.of(Optional.of(asked), Map.of(), home());

        assertThat(path.find(Archive.MNIST)).as("%s", asked).isEmpty();
      }
      assertThat(SearchPath.of(Optional.of(root), Map.of(), home()).find(Archive.FASHION_MNIST))
          .isPresent();
      assertThat(SearchPath.of(Optional.of(files), Map.of(), home()).find(Archive.FASHION_MNIST))
          .contains(files);
    }
  }

  private static void createFiles(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (IdxFile file : Archive.MNIST.files()) {
      Files.writeString(folder.resolve(file.name()), "");
    }
  }

  @Test
  void downloadsToTheNamedDirectoryElseToTheCacheButNeverToTheSharedOne() {
    Map<String, String> environment = Map.of("OPTBENCH_DATA_DIR", root.resolve("s").toString());

    assertThat(
            SearchPath.of(Optional.of(root.resolve("n")), environment, home()).target(tiny.archive))
        .isEqualTo(root.resolve("n/tiny"));
    assertThat(SearchPath.of(Optional.empty(), environment, home()).target(tiny.archive))
        .isEqualTo(home().resolve(".cache/optbench/tiny"));
  }
}
