package optbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Patience PATIENT = new Patience(LONG, LONG, LONG);

  private final TinyArchive tiny = new TinyArchive();
  private final IdxFile file = tiny.archive.trainingImages();
  private final byte[] packed = tiny.gzipped(file);
  private MirrorServer server;
  @TempDir private Path directory;

  @BeforeEach
  void start() {
    server = new MirrorServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private URI mirror(String name, MirrorServer.Behaviour behaviour) {
    return server.mirror(name, tiny, behaviour);
  }

  private Path fetch(Patience patience, URI... mirrors) {
    return new Downloader()
        .fetch(file, List.of(mirrors), directory, patience, DownloadProgress.NONE);
  }

  private Path part() {
    return directory.resolve(file.name() + ".gz.part");
  }

  private void assertDownloaded(Path path) {
    assertThat(path).isEqualTo(directory.resolve(file.name() + ".gz")).hasBinaryContent(packed);
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void downloadsAndReportsProgressUpToTheWholeFile() {
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    URI mirror = mirror("good", MirrorServer::honest);

    Path path =
        new Downloader()
            .fetch(
                file,
                List.of(mirror),
                directory,
                PATIENT,
                (name, bytes, total) -> {
                  assertThat(name).isEqualTo(file.name() + ".gz");
                  assertThat(total).isEqualTo(packed.length);
                  seen.add(bytes);
                });

    assertDownloaded(path);
    assertThat(seen).isSorted().endsWith((long) packed.length);
  }

  @Test
  void makesTheDirectory() {
    URI mirror = mirror("good", MirrorServer::honest);
    Path deep = directory.resolve("a").resolve("b");

    Path path = new Downloader().fetch(file, List.of(mirror), deep, PATIENT, DownloadProgress.NONE);

    assertThat(path).hasParent(deep).hasBinaryContent(packed);
  }

  @Test
  void goesOnToTheNextMirrorAndLeavesNoTrace() {
    TinyArchive other = new TinyArchive();
    URI wrong =
        server.mirror(
            "wrong", other, (exchange, bytes) -> MirrorServer.send(exchange, new byte[7]));

    Path path =
        fetch(
            PATIENT,
            mirror("absent", MirrorServer::notFound),
            wrong,
            mirror("good", MirrorServer::honest));

    assertDownloaded(path);
    assertThat(server.requests()).containsExactly("absent", "wrong", "good");
  }

  @Test
  void namesEveryMirrorAndWhyItFailed() {
    URI absent = mirror("absent", MirrorServer::notFound);
    URI early = mirror("early", MirrorServer::endingEarly);

    assertThatThrownBy(() -> fetch(PATIENT, absent, early))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train-images-idx3-ubyte.gz could not be downloaded")
        .hasMessageContaining(absent + ": HTTP 404")
        .hasMessageContaining(early + ": sent a bad file: its compressed data break off");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void saysThatNobodyListens() {
    URI closed;
    try (MirrorServer gone = new MirrorServer()) {
      closed = gone.uri("gone");
    }

    assertThatThrownBy(() -> fetch(PATIENT, closed))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> assertThat(e.reason()).isEqualTo(DataException.Reason.MISSING))
        .hasMessageContaining(closed + ": cannot connect");
  }

  @Test
  void resumesWhereATruncatedDownloadStopped() {
    URI truncating = mirror("truncating", MirrorServer::truncating);
    int half = packed.length / 2;

    assertThatThrownBy(() -> fetch(PATIENT, truncating)).isInstanceOf(DataException.class);
    assertThat(part()).hasSize(half);
    assertDownloaded(fetch(PATIENT, mirror("good", MirrorServer::honest)));

    assertThat(server.requests()).containsExactly("truncating", "good bytes=" + half + "-");
  }

  @Test
  void givesUpOnAStalledBodyAndKeepsWhatArrived() {
    URI stalling = mirror("stalling", server::stalling);

    assertThatThrownBy(() -> fetch(new Patience(LONG, SHORT, LONG), stalling))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(stalling + ": sent nothing for 400 ms");
    assertThat(part()).hasSize(packed.length / 2);
  }

  @Test
  void givesUpOnAMirrorThatNeverAnswers() {
    URI silent = mirror("silent", server::silent);

    assertThatThrownBy(() -> fetch(new Patience(SHORT, LONG, LONG), silent))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(silent + ": no answer within 400 ms");
  }

  @Test
  void givesUpWhenItTakesTooLongInAll() {
    URI stalling = mirror("stalling", server::stalling);

    assertThatThrownBy(() -> fetch(new Patience(LONG, LONG, SHORT), stalling))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(stalling + ": took longer than 400 ms");
  }

  @Test
  void startsAgainWhereTheServerIgnoresTheRange() throws IOException {
    Files.write(part(), Arrays.copyOf(packed, 100));

    assertDownloaded(fetch(PATIENT, mirror("plain", MirrorServer::ignoringRanges)));

    assertThat(server.requests()).containsExactly("plain bytes=100-");
  }

  @Test
  void startsAgainFromTheSameMirrorWhereThePartIsBad() throws IOException {
    Files.write(part(), new byte[100]);

    assertDownloaded(fetch(PATIENT, mirror("good", MirrorServer::honest)));

    assertThat(server.requests()).containsExactly("good bytes=100-", "good");
  }

  @Test
  void usesAPartThatIsAlreadyComplete() throws IOException {
    Files.write(part(), packed);

    assertDownloaded(fetch(PATIENT, mirror("good", MirrorServer::honest)));

    assertThat(server.requests()).containsExactly("good bytes=" + packed.length + "-");
  }

  @Test
  void startsAgainWhereThePartIsLongerThanTheFile() throws IOException {
    Files.write(part(), new byte[packed.length + 1]);

    assertDownloaded(fetch(PATIENT, mirror("good", MirrorServer::honest)));

    assertThat(server.requests())
        .containsExactly("good bytes=" + (packed.length + 1) + "-", "good");
  }

  @Test
  void aPartThatIsALinkIsNeitherReadNorWritten() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "x");
    for (boolean symbolic : new boolean[] {true, false}) {
      if (symbolic) {
        Files.createSymbolicLink(part(), precious);
      } else {
        Files.createLink(part(), precious);
      }
      assertThatThrownBy(() -> fetch(PATIENT, mirror("good", MirrorServer::honest)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("link");
      Files.delete(part());
    }
    assertThat(precious).hasContent("x");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void discardsAPartThatNoFileCouldBe() throws IOException {
    Files.write(part(), new byte[1 << 20]);

    assertDownloaded(fetch(PATIENT, mirror("good", MirrorServer::honest)));

    assertThat(server.requests()).containsExactly("good");
  }

  @Test
  void refusesARangeThatWasNotAskedFor() throws IOException {
    Files.write(part(), Arrays.copyOf(packed, 100));
    URI confused =
        mirror(
            "confused",
            (exchange, bytes) -> {
              exchange.getResponseHeaders().add("Content-Range", "bytes 0-9/10");
              exchange.sendResponseHeaders(206, 10);
              exchange.getResponseBody().write(bytes, 0, 10);
            });

    assertThatThrownBy(() -> fetch(PATIENT, confused))
        .hasMessageContaining("sent a range that was not asked for: bytes 0-9/10");
    assertThat(part()).hasBinaryContent(Arrays.copyOf(packed, 100));
  }

  @Test
  void stopsABodyThatDoesNotEnd() throws IOException {
    URI endless = mirror("endless", MirrorServer::endless);
    long most = file.bytes() + (1 << 16);

    assertThatThrownBy(() -> fetch(PATIENT, endless))
        .hasMessageContaining(endless + ": sends more than the " + most + " bytes it may have");
    assertThat(Files.size(part())).isLessThanOrEqualTo(most);
  }

  @Test
  void refusesAnAbsurdLengthBeforeTheFirstByte() {
    URI boasting = mirror("boasting", MirrorServer::boasting);

    assertThatThrownBy(() -> fetch(PATIENT, boasting))
        .hasMessageContaining("announces 1099511627776 bytes, at most");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void blamesTheDiskAndNotTheMirrors() throws IOException {
    Path occupied = Files.writeString(directory.resolve("occupied"), "a file");
    URI first = mirror("first", MirrorServer::honest);
    URI second = mirror("second", MirrorServer::honest);

    assertThatThrownBy(
            () ->
                new Downloader()
                    .fetch(file, List.of(first, second), occupied, PATIENT, DownloadProgress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(occupied + ": cannot be written (a file of that name is in the way).");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void leavesAPartAloneThatAnotherDownloadIsWriting() throws IOException {
    URI good = mirror("good", MirrorServer::honest);
    PartFile other = new PartFile(part(), 0, 1000, bytes -> {});
    try {
      assertThatThrownBy(() -> fetch(PATIENT, good))
          .isInstanceOf(DataException.class)
          .hasMessage(part() + ": cannot be written (another download is writing it).");
    } finally {
      other.abandon();
    }
  }

  @Test
  void stopsWhenInterrupted() {
    URI silent = mirror("silent", server::silent);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> fetch(PATIENT, silent)).hasMessageContaining("was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
