package optbench.cli;

import optbench.app.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "optbench "
          + Build.version()
          + " (commit "
          + Build.gitCommit()
          + ", Deeplearning4j "
          + Build.dl4jVersion()
          + ")"
    };
  }
}
