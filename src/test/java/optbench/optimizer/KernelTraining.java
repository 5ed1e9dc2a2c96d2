package optbench.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.KernelRunner;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.UpdateRule.StateVector;

/** Parameters, gradient and state on a device, changed there by recorded kernels. */
final class KernelTraining {
  private final KernelRunner runner;
  private final List<OnDevice> tensors = new ArrayList<>();

  private record OnDevice(
      Tensor tensor, DeviceBuffer parameters, DeviceBuffer gradient, List<DeviceBuffer> state) {}

  KernelTraining(
      KernelRunner runner, OptimizerSettings settings, ParameterLayout layout, float[] start) {
    this.runner = runner;
    for (Tensor tensor : layout.tensors()) {
      List<DeviceBuffer> state = new ArrayList<>();
      if (tensor.role() != Role.STATISTICS) {
        for (StateVector vector : Updater.vectors(settings, tensor)) {
          float[] values = new float[tensor.length()];
          Arrays.fill(values, (float) vector.initialValue());
          state.add(runner.buffer(values));
        }
      }
      DeviceBuffer parameters = runner.buffer(part(tensor, start));
      tensors.add(
          new OnDevice(tensor, parameters, runner.buffer(new float[tensor.length()]), state));
    }
  }

  /** One recorded step. */
  void step(List<KernelCall> calls, float[] gradient) {
    for (int i = 0; i < calls.size(); i++) {
      OnDevice at = tensors.get(i);
      at.gradient.write(0, part(at.tensor, gradient));
      run(calls.get(i), at);
    }
  }

  /** What is evaluated instead of the parameters; these stay as they are. */
  float[] evaluated(List<KernelCall> calls) {
    float[] trained = parameters();
    List<OnDevice> changed =
        tensors.stream().filter(t -> t.tensor.role() != Role.STATISTICS).toList();
    for (int i = 0; i < calls.size(); i++) {
      run(calls.get(i), changed.get(i));
    }
    float[] evaluated = parameters();
    tensors.forEach(t -> t.parameters.write(0, part(t.tensor, trained)));
    return evaluated;
  }

  private void run(KernelCall call, OnDevice at) {
    runner.run(call, at.tensor.length(), at.parameters, at.gradient, at.state);
  }

  float[] parameters() {
    return joined(tensors.stream().map(t -> read(t, t.parameters)).toList());
  }

  /** One vector after another, tensor after tensor. */
  float[] state() {
    return joined(
        tensors.stream().flatMap(t -> t.state.stream().map(vector -> read(t, vector))).toList());
  }

  private float[] read(OnDevice at, DeviceBuffer buffer) {
    return buffer.readFloats(0, at.tensor.length());
  }

  private static float[] part(Tensor tensor, float[] all) {
    return Arrays.copyOfRange(all, tensor.offset(), tensor.end());
  }

  static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
