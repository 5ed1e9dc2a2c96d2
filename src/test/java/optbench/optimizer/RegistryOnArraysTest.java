package optbench.optimizer;

/** The same for every optimizer on whole ND4J arrays, copied to and from Java's memory. */
class RegistryOnArraysTest extends RegistryTest {
  @Override
  Updater updater(OptimizerSettings settings, ParameterLayout layout) {
    return new Updater(settings, layout, new Training(1, 1, 1), Updater.Unit.ARRAYS);
  }
}
