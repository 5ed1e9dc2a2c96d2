package optbench.run;

/** Says nothing. */
final class NoProgress implements Progress {
  @Override
  public void begin(int trials, long steps) {}

  @Override
  public void close() {}
}
