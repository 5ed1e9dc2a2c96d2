package optbench.fuzz;

/** What is damaged. */
enum Kind {
  /** Experiment specs in YAML. */
  SPECS(new Specs(false)),
  /** Experiment specs in JSON. */
  JSON(new Specs(true)),
  /** Command lines. */
  OPTIONS(new Options()),
  /** Files of data sets. */
  IDX(new IdxFiles()),
  /** Results folders: records, trials, locks, links, pipes. */
  RESULTS(new ResultsFolders()),
  /** Sealed baselines. */
  BASELINES(new Baselines()),
  /** Published figures. */
  CSV(new PublishedFigures()),
  /** Claims. */
  CLAIMS(new ClaimsAndSpecs()),
  /** Jars with optimizers. */
  PLUGINS(new PluginJars());

  private final Generator generator;

  Kind(Generator generator) {
    this.generator = generator;
  }

  /** Puts the input of this seed and number into a box. */
  Command generate(long seed, long number, Box box) {
    return generator.generate(Dice.of(seed, this, number), box);
  }
}
