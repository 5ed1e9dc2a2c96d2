package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import optbench.result.Environment;
import optbench.result.FakeEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsTest {
  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    // cores, threads, memory in GiB, GiB a group, groups, device: jobs
    "16, 1, 64, 1, 100, cpu, 16",
    "16, 1, 64, 1, 5, cpu, 5",
    "16, 4, 64, 1, 100, cpu, 4",
    "2, 4, 64, 1, 100, cpu, 1",
    "16, 1, 16, 2, 100, cpu, 4",
    "16, 1, 2, 8, 100, cpu, 1",
    "16, 1, 64, 1, 0, cpu, 1",
    "16, 1, 64, 1, 100, cuda, 1",
  })
  void autoIsBoundedByCoresMemoryAndGroups(
      int cores, int threads, long memory, long each, int groups, String device, int jobs) {
    List<Long> needs = Collections.nCopies(groups, each * GIB);

    assertThat(
            Jobs.AUTO.of(
                needs, machine(cores, threads, memory * GIB, device), OptionalLong.empty()))
        .isEqualTo(jobs);
  }

  @Test
  void byDefaultOnlyTrialsWithoutTimesRunSideBySide() {
    assertThat(Jobs.byDefault(true)).isEqualTo(Jobs.ONE);
    assertThat(Jobs.byDefault(false)).isEqualTo(Jobs.AUTO);
  }

  @Test
  void theLargestGroupDecides() {
    assertThat(
            Jobs.AUTO.of(
                List.of(GIB, 4 * GIB, GIB), machine(16, 1, 16 * GIB, "cpu"), OptionalLong.empty()))
        .isEqualTo(2);
  }

  @Test
  void whatIsFreeNowDecidesWhereThatIsLess() {
    assertThat(
            Jobs.AUTO.of(
                Collections.nCopies(9, GIB),
                machine(16, 1, 16 * GIB, "cpu"),
                OptionalLong.of(3 * GIB)))
        .isEqualTo(3);
  }

  @Test
  void aNumberIsTakenAtItsWordButForGroupsThatAreNotThere() {
    Environment small = machine(1, 1, GIB, "cpu");

    assertThat(Jobs.parse("7").of(Collections.nCopies(9, GIB), small, OptionalLong.empty()))
        .isEqualTo(7);
    assertThat(Jobs.parse("7").of(Collections.nCopies(3, GIB), small, OptionalLong.empty()))
        .isEqualTo(3);
    assertThat(Jobs.parse("7").of(List.of(), small, OptionalLong.empty())).isEqualTo(1);
  }

  /** Two groups would each take most of its memory. */
  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda"})
  void aGpuTrainsOneGroupAtATime(String device) {
    Environment machine = machine(16, 1, 64 * GIB, device);

    assertThat(Jobs.parse("7").of(Collections.nCopies(9, GIB), machine, OptionalLong.empty()))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "000000000"})
  void aNumberMustBeInItsRange(String text) {
    assertThatThrownBy(() -> Jobs.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "must be auto or a whole number from 1 to 1000 but was " + Integer.parseInt(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "-1", "1.5", "AUTO", "99999999999999999999", "２"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Jobs.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be auto or a whole number from 1 to 1000 but was '" + text + "'");
  }

  private static Environment machine(int cores, int threads, long memory, String device) {
    return FakeEnvironment.with(
        FakeEnvironment.with(
            FakeEnvironment.ANY, new Environment.Machine("OS", "CPU", cores, memory)),
        FakeEnvironment.on(device, threads, Optional.empty()));
  }
}
