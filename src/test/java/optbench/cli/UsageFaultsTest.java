package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageFaultsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu | unknown command 'rnu': did you mean 'run'? Known: run, report, compare, export, merge, import, pack, claims, baseline, check, list, show, path, validate, init, data, schema, doctor, completion, help | optbench",
        "run --epoch=3 | unknown option '--epoch': did you mean '--epochs'? | optbench run",
        "run --zzzzzz | unknown option '--zzzzzz' | optbench run",
        "run --epochs | --epochs needs a value: --epochs N | optbench run",
        "run --optimizers --json | --optimizers needs a value: --optimizers A,B | optbench run",
        "run a.yaml b.yaml | 'b.yaml' is one argument too many | optbench run",
        "report | DIR is missing | optbench report",
        "compare a | B is missing | optbench compare",
        "validate | SPEC is missing | optbench validate",
        "list | list what? One of charts, data, networks, optimizers, profiles | optbench list",
        "list optimzers | unknown command 'optimzers': did you mean 'optimizers'? Known: charts, data, networks, optimizers, profiles | optbench list",
        "data | data what? One of fetch, status, verify | optbench data",
        "data fetch mnits | unknown data set 'mnits': did you mean 'mnist'? Known: mnist, fashion-mnist, kmnist, emnist-balanced, emnist-digits, emnist-letters, qmnist, cifar10, synthetic-digits | optbench data",
        "show admm | unknown optimizer 'admm': did you mean 'adam'? Known: sgd, gradient-descent, momentum, nesterov, adagrad, rmsprop, adadelta, adam, adamw, adamax, nadam, amsgrad, radam, adabelief, schedulefree_adamw, rprop, lion, lamb, muon, lbfgs | optbench show",
        "show | OPTIMIZER is missing | optbench show",
        "completion bsh | unknown shell 'bsh': did you mean 'bash'? Known: bash, zsh, fish | optbench completion",
        "run --out= | --out must name a folder but was '' | optbench run",
        "'report ' | argument DIR must name a folder but was '' | optbench report",
        "run --shard 3/2 | --shard must be K/N with K from 1 to N, such as 2/4 for the second of four parts, but was '3/2' | optbench run",
        "run --shard 2 | --shard must be K/N with K from 1 to N, such as 2/4 for the second of four parts, but was '2' | optbench run",
        "run --optimizers adam --seeds 2 --shard 1/3 | --shard must name at most 2 parts, one for each trial, but was '1/3' | optbench run",
        "merge a --out c | DIR is missing | optbench merge",
        "merge a b | --out needs a value: --out DIR | optbench merge",
        "merge a a --out c | a is given twice | optbench merge",
        "merge a b --out b | --out must be another folder than those to merge but was b | optbench merge",
        "export a | --to needs a value: --to FORMAT | optbench export",
        "export a --to latx | unknown format 'latx': did you mean 'latex'? Known: csv, json, markdown, latex, tensorboard | optbench export",
        "export a --to csv --table label | unknown table 'label': did you mean 'labels'? Known: epochs, steps, labels | optbench export",
        "export a --to json --table labels | --table is about --to csv, but the format is json | optbench export",
        "export a --to tensorboard | --to tensorboard writes several files: name a folder with --out | optbench export",
        "export a --to csv --out src | --out must be a file but src is a folder | optbench export",
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
