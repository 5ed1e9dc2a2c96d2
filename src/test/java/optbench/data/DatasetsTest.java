package optbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Patience PATIENT = new Patience(LONG, LONG, LONG);

  private final Map<String, String> environment = new HashMap<>();
  private MirrorServer server;
  private TinyArchive tiny;
  @TempDir private Path root;

  @BeforeEach
  void start() {
    server = new MirrorServer();
    tiny = new TinyArchive(server.uri("mirror"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Datasets datasets() {
    return new Datasets(
        environment, root.resolve("home"), List.of(tiny.archive), List.of(), PATIENT, PATIENT);
  }

  private Path cache() {
    return root.resolve("home/.cache/optbench");
  }

  private Dataset load(String name) {
    return load(name, OptionalInt.empty(), 0);
  }

  private Dataset load(String name, OptionalInt trainLimit, int validation) {
    return datasets().load(name, Optional.empty(), trainLimit, validation, DownloadProgress.NONE);
  }

  private byte[] payload(IdxFile file) {
    byte[] content = tiny.content(file);
    return Arrays.copyOfRange(content, file.headerBytes(), content.length);
  }

  private int[] labels(IdxFile file) {
    byte[] payload = payload(file);
    return IntStream.range(0, payload.length).map(i -> payload[i]).toArray();
  }

  @Test
  void loadsWhatIsOnThisMachineWithoutTheNetwork() throws IOException {
    tiny.install(cache());

    Dataset data = load("tiny");

    assertThat(data.name()).isEqualTo("tiny");
    assertThat(data.notice()).isEmpty();
    assertThat(data.height()).isEqualTo(5);
    assertThat(data.width()).isEqualTo(4);
    assertThat(data.training().pixels()).isEqualTo(payload(tiny.archive.trainingImages()));
    assertThat(data.training().labels()).isEqualTo(labels(tiny.archive.trainingLabels()));
    assertThat(data.test().pixels()).isEqualTo(payload(tiny.archive.testImages()));
    assertThat(data.test().labels()).isEqualTo(labels(tiny.archive.testLabels()));
    assertThat(data.validation().size()).isZero();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void downloadsWhatIsNotAndKeepsIt() {
    server.mirror("mirror", tiny, MirrorServer::honest);

    Dataset downloaded = load("tiny");
    Dataset kept = load("tiny");

    assertThat(server.requests()).hasSize(4);
    assertThat(kept.training().pixels()).isEqualTo(downloaded.training().pixels());
    assertThat(datasets().verify("tiny", Optional.empty()).verified()).isTrue();
  }

  @Test
  void downloadsOnlyTheFilesThatAreMissing() throws IOException {
    server.mirror("mirror", tiny, MirrorServer::honest);
    Files.delete(tiny.install(cache()).resolve("t10k-images-idx3-ubyte.gz"));

    load("tiny");

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anExplicitNameNeverFallsBack() {
    assertThatThrownBy(() -> load("tiny"))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> assertThat(e.reason()).isEqualTo(DataException.Reason.MISSING))
        .hasMessage(
            "tiny is not in %s (cache); train-images-idx3-ubyte.gz could not be downloaded"
                + " (%s: HTTP 404).\n"
                + "Run 'optbench data fetch tiny' where there is a network, say where it is with"
                + " --data-dir, or use --data synthetic-digits.",
            cache().resolve("tiny"), server.uri("mirror"));
  }

  @Test
  void autoTakesTheFirstArchiveWhereItIsThere() throws IOException {
    tiny.install(cache());

    Dataset data = load("auto");

    assertThat(data.name()).isEqualTo("tiny");
    assertThat(data.notice()).isEmpty();
  }

  @Test
  void autoDownloadsWhereItCan() {
    server.mirror("mirror", tiny, MirrorServer::honest);

    assertThat(load("auto").name()).isEqualTo("tiny");
  }

  @Test
  void autoSaysLoudlyThatItDrawsDigitsInstead() {
    Dataset data = load("auto", OptionalInt.of(100), 0);

    assertThat(data.name()).isEqualTo("synthetic-digits");
    assertThat(data.notice())
        .hasValueSatisfying(
            notice -> {
              assertThat(notice.text())
                  .isEqualTo(
                      "SYNTHETIC DIGITS stand in for TINY, which could not be had: these results say"
                          + " nothing about it.");
              assertThat(notice.reason())
                  .startsWith("tiny is not in ")
                  .contains("could not be downloaded (" + server.uri("mirror") + ": HTTP 404)")
                  .hasLineCount(1);
            });
  }

  @Test
  void autoDoesNotHideACorruptFile() throws IOException {
    Path labels = tiny.install(cache()).resolve("train-labels-idx1-ubyte.gz");
    Files.write(labels, new byte[0]);

    assertThatThrownBy(() -> load("auto"))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> assertThat(e.reason()).isEqualTo(DataException.Reason.CORRUPT))
        .hasMessage(
            labels
                + ": is empty.\nIt is damaged, or not tiny's: move it elsewhere, or point --data-dir at"
                + " another folder, then run 'optbench data fetch tiny'.");
  }

  @Test
  void fetchNeverReplacesACorruptFile() throws IOException {
    server.mirror("mirror", tiny, MirrorServer::honest);
    Path labels = tiny.install(cache()).resolve("train-labels-idx1-ubyte.gz");
    Files.writeString(labels, "precious");

    assertThatThrownBy(() -> datasets().fetch("tiny", Optional.empty(), DownloadProgress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(labels.toString());
    assertThat(labels).hasContent("precious");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void fetchDownloadsToTheNamedDirectoryAndVerifies() {
    server.mirror("mirror", tiny, MirrorServer::honest);
    Path named = root.resolve("named");

    DataStatus status = datasets().fetch("tiny", Optional.of(named), DownloadProgress.NONE);

    assertThat(status.directory()).contains(named.resolve("tiny"));
    assertThat(status.verified()).isTrue();
    assertThat(named.resolve("tiny")).isDirectoryContaining("glob:**train-images-idx3-ubyte.gz");
  }

  @Test
  void nothingIsDownloadedOffline() {
    server.mirror("mirror", tiny, MirrorServer::honest);
    environment.put("OPTBENCH_OFFLINE", "1");

    assertThatThrownBy(() -> load("tiny"))
        .hasMessageContaining("nothing is downloaded while $OPTBENCH_OFFLINE is set");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void offlineZeroMeansOnline() {
    server.mirror("mirror", tiny, MirrorServer::honest);
    environment.put("OPTBENCH_OFFLINE", "0");

    assertThat(load("tiny").training().size()).isEqualTo(20);
  }

  @Test
  void holdsTheLastSamplesOutAndLimitsWhatRemains() throws IOException {
    tiny.install(cache());
    int[] labels = labels(tiny.archive.trainingLabels());
    byte[] pixels = payload(tiny.archive.trainingImages());

    Dataset data = load("tiny", OptionalInt.of(7), 5);

    assertThat(data.training().labels()).isEqualTo(Arrays.copyOf(labels, 7));
    assertThat(data.training().pixels()).isEqualTo(Arrays.copyOf(pixels, 7 * 20));
    assertThat(data.validation().labels()).isEqualTo(Arrays.copyOfRange(labels, 15, 20));
    assertThat(data.validation().pixels()).isEqualTo(Arrays.copyOfRange(pixels, 15 * 20, 400));
    assertThat(data.test().size()).isEqualTo(6);
  }

  @Test
  void theChecksumIsOfTheWholeWhateverIsTakenOfIt() throws IOException {
    tiny.install(cache());

    assertThat(load("tiny", OptionalInt.of(3), 4).sha256())
        .isEqualTo(load("tiny").sha256())
        .isEqualTo(tiny.archive.sha256());
  }

  @Test
  void refusesMoreSamplesThanThereAre() throws IOException {
    tiny.install(cache());

    assertThatThrownBy(() -> load("tiny", OptionalInt.empty(), 20))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> assertThat(e.reason()).isEqualTo(DataException.Reason.REQUEST))
        .hasMessage(
            "validation must be from 0 to 19, as tiny has 20 training samples, but was 20.");
    assertThatThrownBy(() -> load("tiny", OptionalInt.of(16), 5))
        .hasMessage(
            "train_limit must be from 1 to 15, which is what validation leaves of tiny, but was"
                + " 16.");
    assertThatThrownBy(() -> load("tiny", OptionalInt.of(0), 0))
        .hasMessageContaining("must be from 1 to 20");
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> load("mnits"))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> assertThat(e.reason()).isEqualTo(DataException.Reason.REQUEST))
        .hasMessage("data set must be one of tiny, synthetic-digits but was 'mnits'.");
  }

  @Test
  void statusTellsWhatIsThereAndVerifyWhetherItIsSound() throws IOException {
    Path directory = tiny.install(cache());
    Files.delete(directory.resolve("t10k-labels-idx1-ubyte.gz"));
    Files.writeString(directory.resolve("t10k-images-idx3-ubyte.gz"), "this is not an image");

    DataStatus found = datasets().status("tiny", Optional.empty());
    DataStatus verified = datasets().verify("tiny", Optional.empty());

    assertThat(found.directory()).contains(directory);
    assertThat(found.usable()).isFalse();
    assertThat(found.files())
        .extracting(DataStatus.FileStatus::state)
        .containsExactly(
            DataStatus.State.FOUND,
            DataStatus.State.FOUND,
            DataStatus.State.FOUND,
            DataStatus.State.MISSING);
    assertThat(verified.files())
        .extracting(DataStatus.FileStatus::state)
        .containsExactly(
            DataStatus.State.VERIFIED,
            DataStatus.State.VERIFIED,
            DataStatus.State.CORRUPT,
            DataStatus.State.MISSING);
    assertThat(verified.files().get(2).detail()).contains("must start with the IDX magic number");
  }

  @Test
  void theStatusOfWhatTheProgramDrawsIsThatItIsThere() {
    assertThat(datasets().status("synthetic-digits", Optional.empty()).usable()).isTrue();
    assertThat(datasets().status("synthetic-digits", Optional.empty()).verified()).isFalse();
  }

  @Test
  void anUnreachableNetworkIsAnAnswerToo() {
    URI closed;
    try (MirrorServer gone = new MirrorServer()) {
      closed = gone.uri("gone");
    }
    tiny = new TinyArchive(closed);

    assertThat(load("auto", OptionalInt.of(10), 0).notice())
        .hasValueSatisfying(
            notice -> assertThat(notice.reason()).contains(closed + ": cannot connect"));
  }
}
