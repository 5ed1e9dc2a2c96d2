package optbench.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

class ExportTest {
  private static final List<String> HOSTILE =
      List.of(
          "=HYPERLINK(\"http://evil\")",
          "+1+1",
          "-2+3",
          "@SUM(A1)",
          "\ttab",
          "<script>alert(1)</script>",
          "../../etc/passwd",
          "..",
          "CON|pipe & 100% _x_",
          "two\nlines",
          "\u05d0\u05d1\u202egnp",
          "\ud83d\ude80",
          "\ud83d\ude80\ud83d\ude80",
          "x".repeat(3000));

  private static final FakeRun RUN =
      new FakeRun()
          .finished("adam", 0.97, 0.96)
          .finished("sgd", 0.91, Double.NaN)
          .diverged("lion", 0)
          .failed("muon", "out of memory");

  private static Export export(FakeRun run) {
    return Export.of(run.run());
  }

  private static Export hostile() {
    FakeRun run = new FakeRun();
    HOSTILE.forEach(label -> run.finished(label, 0.9, 0.91));
    return export(run);
  }

  private static List<Map<String, String>> rows(String csv) {
    try {
      return new CsvMapper()
          .readerForMapOf(String.class)
          .with(CsvSchema.emptySchema().withHeader())
          .<Map<String, String>>readValues(csv)
          .readAll();
    } catch (IOException e) {
      throw new AssertionError(csv, e);
    }
  }

  @Test
  void csvHasARowForEachTrialAndEpoch() {
    List<Map<String, String>> rows = rows(export(RUN).epochsCsv());

    assertThat(rows).filteredOn(r -> r.get("label").equals("adam")).hasSize(10);
    assertThat(rows).filteredOn(r -> r.get("label").equals("sgd")).hasSize(5);
    EpochMetrics last = RUN.results().get(0).epochs().get(4);
    assertThat(rows.get(4))
        .containsEntry("seed", "1")
        .containsEntry("epoch", "5")
        .containsEntry("outcome", "finished")
        .containsEntry("data", "mnist")
        .containsEntry("batch_size", "128");
    assertThat(Double.parseDouble(rows.get(4).get("test_loss")))
        .isEqualTo(last.testLoss().orElseThrow());
    assertThat(Double.parseDouble(rows.get(4).get("test_accuracy"))).isEqualTo(last.testAccuracy());
  }

  @Test
  void aTrialWithoutAnEpochIsNotLost() {
    List<Map<String, String>> rows = rows(export(RUN).epochsCsv());

    assertThat(rows.subList(15, 17))
        .extracting(r -> r.get("label") + " " + r.get("outcome") + " " + r.get("epoch") + "|")
        .containsExactly("lion diverged |", "muon failed |");
    assertThat(rows.get(15)).containsEntry("diverged_at_step", "17");
  }

  @Test
  void csvHasARowForEachLabel() {
    List<Map<String, String>> rows = rows(export(RUN).labelsCsv());

    assertThat(rows).extracting(r -> r.get("label")).containsExactly("adam", "sgd", "lion", "muon");
    assertThat(rows.get(0))
        .containsEntry("test_accuracy_mean", "0.965")
        .containsKeys("ms_per_step_median", "state_bytes", "judgement");
  }

  @Test
  void noSpreadsheetTakesALabelForAFormula() {
    for (String csv : List.of(hostile().epochsCsv(), hostile().labelsCsv())) {
      List<Map<String, String>> rows = rows(csv);
      assertThat(rows.stream().map(r -> r.get("label").replaceFirst("^'", "")).distinct())
          .containsExactlyElementsOf(HOSTILE);
      assertThat(rows)
          .allSatisfy(row -> assertThat(row.get("label")).doesNotMatch("(?s)[=+@\t-].*"));
    }
  }

  @Test
  void numbersBelowZeroStayNumbers() {
    List<Map<String, String>> rows = rows(export(RUN).labelsCsv());

    assertThat(rows.get(1).get("difference_mean")).isEqualTo("-0.06");
  }

  @Test
  void jsonIsOneDocumentWithEverything() throws IOException {
    JsonNode json = new ObjectMapper().readTree(export(RUN).json());

    assertThat(json.get("kind").asText()).isEqualTo("optbench-export");
    assertThat(json.get("format_version").asInt()).isEqualTo(1);
    assertThat(json.at("/run/trials")).hasSize(6);
    assertThat(json.get("trials")).hasSize(5);
    assertThat(json.at("/trials/0/epochs/4/test_accuracy").asDouble())
        .isEqualTo(RUN.results().get(0).epochs().get(4).testAccuracy());
    assertThat(json.at("/summary/optimizers/0/label").asText()).isEqualTo("adam");
    assertThat(new ObjectMapper().readTree(hostile().json()).get("trials"))
        .extracting(trial -> trial.get("label").asText())
        .containsAll(HOSTILE);
  }

  @Test
  void markdownShowsVerdictAndTables() {
    assertThat(export(RUN).markdown())
        .startsWith("adam is the highest: 96.50")
        .contains("### Test accuracy on MNIST", "### Training time on MNIST", "| adam |");
    assertThat(hostile().markdown()).doesNotContain("<script>", "two\nlines", "\u202e");
  }

  @Test
  void eventFilesReadBack() throws IOException {
    List<ExportFile> files = export(RUN).tensorboard();

    assertThat(files)
        .extracting(ExportFile::name)
        .allSatisfy(
            name -> assertThat(name).matches("(adam|sgd)/seed-[12]/events\\.out\\.tfevents\\..*"))
        .hasSize(3);
    TrialResult adam = RUN.results().get(0);
    List<Event> events = events(files.get(0).content());
    assertThat(events).hasSize(2 + 5);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    Summary.Value text = events.get(1).getSummary().getValue(0);
    assertThat(text.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
    assertThat(text.getTensor().getStringVal(0).toStringUtf8())
        .contains("label: adam", "seed: 1", adam.id());
    for (int i = 0; i < 5; i++) {
      EpochMetrics epoch = adam.epochs().get(i);
      Event event = events.get(2 + i);
      assertThat(event.getStep()).isEqualTo(epoch.steps().orElseThrow());
      assertThat(event.getSummary().getValueList())
          .anySatisfy(
              v -> {
                assertThat(v.getTag()).isEqualTo("accuracy/test");
                assertThat(v.getSimpleValue()).isEqualTo((float) epoch.testAccuracy());
              })
          .anySatisfy(
              v -> {
                assertThat(v.getTag()).isEqualTo("loss/train");
                assertThat(v.getSimpleValue())
                    .isEqualTo(epoch.trainLoss().orElseThrow().floatValue());
              });
    }
    assertThat(events.get(6).getWallTime() - events.get(2).getWallTime())
        .isCloseTo(
            adam.epochs().get(4).trainSeconds().orElseThrow()
                - adam.epochs().get(0).trainSeconds().orElseThrow(),
            org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void foldersOfTrialsStayWhereTheyBelong() {
    List<String> names = hostile().tensorboard().stream().map(ExportFile::name).toList();

    Path home = Path.of("home");
    assertThat(names)
        .hasSize(2 * HOSTILE.size())
        .doesNotHaveDuplicates()
        .allSatisfy(
            name -> {
              assertThat(home.resolve(name).normalize()).startsWithRaw(home);
              assertThat(home.resolve(name).normalize().getNameCount()).isEqualTo(4);
              assertThat(name).matches("[A-Za-z0-9._+=/-]+");
              assertThat(name.indexOf('/')).isLessThan(70);
            });
    assertThat(names.stream().map(n -> n.substring(0, n.indexOf('/'))).distinct())
        .hasSize(HOSTILE.size());
  }

  /** Reads records as TensorBoard does: each length and each record must match its checksum. */
  /** What was evaluated within the first epoch stands before its end, and in a table of its own. */
  @Test
  void evaluationsWithinTheFirstEpochAreExported() throws IOException {
    FakeRun run = new FakeRun().evaluated(10, 0.25, 100, 0.75).finished("adam", 0.97);

    List<Event> events = events(export(run).tensorboard().get(0).content());
    assertThat(events).extracting(Event::getStep).startsWith(0L, 0L, 10L, 100L, 469L);
    assertThat(events.get(3).getSummary().getValueList())
        .extracting(Summary.Value::getTag, Summary.Value::getSimpleValue)
        .containsExactly(tuple("accuracy/test", 0.75f), tuple("loss/test", 0.25f));
    assertThat(export(run).stepsCsv())
        .startsWith("label,optimizer,seed,steps,gradient_evaluations,samples_seen,test_samples,")
        .contains("adam,adam,1,10,10,1280,5000,0.75,0.25,0.01,")
        .contains("adam,adam,1,100,100,12800,5000,0.25,0.75,0.1,");
    assertThat(export(RUN).stepsCsv().lines()).hasSize(1);
  }

  private static List<Event> events(byte[] file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(length));
      byte[] record =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(record);
      assertThat(in.getInt()).isEqualTo(masked(record));
      events.add(Event.parseFrom(record));
    }
    return events;
  }

  /** CRC-32C bit by bit, by its reversed polynomial. */
  private static int masked(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }
}
