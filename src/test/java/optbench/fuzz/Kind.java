package optbench.fuzz;

/** What is damaged. */
enum Kind {
  /** Experiment specs in YAML. */
  SPECS,
  /** Experiment specs in JSON. */
  JSON,
  /** Command lines. */
  OPTIONS,
  /** Files of data sets. */
  IDX,
  /** Files of data of a user's own. */
  OWN_DATA,
  /** Models that Keras has saved. */
  MODELS,
  /** Results folders: records, trials, locks, links, pipes. */
  RESULTS,
  /** Sealed baselines. */
  BASELINES,
  /** Published figures. */
  CSV,
  /** Claims. */
  CLAIMS,
  /** Logs of other frameworks. */
  LOGS,
  /** Jars with optimizers. */
  PLUGINS;

  /** Puts the input of this seed and number into a box. */
  Command generate(long seed, long number, Box box) {
    return generator().generate(Dice.of(seed, this, number), box);
  }

  private Generator generator() {
    return switch (this) {
      case SPECS -> new Specs(false);
      case JSON -> new Specs(true);
      case OPTIONS -> new Options();
      case IDX -> new IdxFiles();
      case OWN_DATA -> new OwnDataFiles();
      case MODELS -> new SavedModels();
      case RESULTS -> new ResultsFolders();
      case BASELINES -> new Baselines();
      case CSV -> new PublishedFigures();
      case CLAIMS -> new ClaimsAndSpecs();
      case LOGS -> new LoggedResults();
      case PLUGINS -> new PluginJars();
    };
  }
}
