package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageFaultsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu | unknown command 'rnu': did you mean 'run'? Known: run, report, compare, claims, baseline, check, list, show, validate, init, data, schema, doctor, completion, help | optbench",
        "run --epoch=3 | unknown option '--epoch': did you mean '--epochs'? | optbench run",
        "run --zzzzzz | unknown option '--zzzzzz' | optbench run",
        "run --epochs | --epochs needs a value: --epochs N | optbench run",
        "run --optimizers --json | --optimizers needs a value: --optimizers A,B | optbench run",
        "run a.yaml b.yaml | 'b.yaml' is one argument too many | optbench run",
        "report | DIR is missing | optbench report",
        "compare a | B is missing | optbench compare",
        "validate | SPEC is missing | optbench validate",
        "list | list what? One of data, networks, optimizers, profiles | optbench list",
        "list optimzers | unknown command 'optimzers': did you mean 'optimizers'? Known: data, networks, optimizers, profiles | optbench list",
        "data | data what? One of fetch, status, verify | optbench data",
        "data fetch mnits | unknown data set 'mnits': did you mean 'mnist'? Known: mnist, fashion-mnist, synthetic-digits | optbench data",
        "show admm | unknown optimizer 'admm': did you mean 'adam'? Known: sgd, gradient-descent, momentum, nesterov, adagrad, rmsprop, adadelta, adam, adamw, adamax, nadam, amsgrad, radam, adabelief, schedulefree_adamw, rprop, lion, lamb, muon, lbfgs | optbench show",
        "show | OPTIMIZER is missing | optbench show",
        "completion bsh | unknown shell 'bsh': did you mean 'bash'? Known: bash, zsh, fish | optbench completion",
        "run --out= | --out must name a folder but was '' | optbench run",
        "'report ' | argument DIR must name a folder but was '' | optbench report",
        "run --force --force | option '--force' should be specified only once | optbench run",
      })
  void aFaultIsTwoLinesAndExitCodeTwo(String line, String message, String command) {
    Cli.Outcome outcome = Cli.launch(line.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo("optbench: error: " + message + "\nSee " + command + " --help.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --optimizers admm --dry-run | admm | adam",
        "run --network mpl --dry-run | mpl | mlp",
        "run --epochs 0 --dry-run | 0 | --epochs",
        "run --set epoch=3 --dry-run | epoch | epochs",
        "run --profile kears --dry-run | kears | keras",
      })
  void aValueThatCannotBeIsNamedTogetherWithWhatCan(String line, String found, String allowed) {
    Cli.Outcome outcome = Cli.launch(line.split(" "));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("optbench: error: ").contains(found).contains(allowed);
    assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(2);
  }
}
