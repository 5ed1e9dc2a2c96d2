package optbench.engine.lockstep;

/** Where the two ways through a residual block end: their values are added. */
final class ResidualSum implements Layer {
  private final Panel branch;
  private final Panel shortcut;
  private final Panel output;
  private final float[] numbers;
  private final float[] others;

  ResidualSum(Panel branch, Panel shortcut, int trials, int capacity) {
    this.branch = branch;
    this.shortcut = shortcut;
    boolean ofData = branch.isData() && shortcut.isData();
    output =
        ofData
            ? Panel.ofData(branch.shape(), capacity)
            : Panel.ofTrials(trials, branch.shape(), capacity);
    numbers = new float[output.features()];
    others = new float[output.features()];
  }

  Panel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int i = 0; i < samples; i++) {
      for (int k = 0; k < output.trials(); k++) {
        branch.valueMemory().get(place(branch, i, k), numbers);
        shortcut.valueMemory().get(place(shortcut, i, k), others);
        for (int j = 0; j < numbers.length; j++) {
          numbers[j] += others[j];
        }
        output.valueMemory().put(place(output, i, k), numbers);
      }
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    if (output.isData()) {
      return;
    }
    for (int i = 0; i < samples; i++) {
      for (int k = 0; k < output.trials(); k++) {
        output.gradientMemory().get(place(output, i, k), numbers);
        send(branch, i, k);
        send(shortcut, i, k);
      }
    }
  }

  private void send(Panel below, int sample, int trial) {
    if (!below.isData()) {
      below.gradientMemory().put(place(below, sample, trial), numbers);
    }
  }

  private static int place(Panel panel, int sample, int trial) {
    return sample * panel.row() + (panel.isData() ? 0 : trial * panel.features());
  }
}
