package com.example;

import java.util.Collections;
import java.util.List;
import optbench.network.NetworkDefinition;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;

/** Eight narrow layers: a network on which optimizers differ more than on a shallow one. */
public final class DeepMlp implements NetworkDefinition {
  private static final int DEPTH = 8;
  private static final int UNITS = 64;

  @Override
  public String name() {
    return "deep_mlp";
  }

  @Override
  public String summary() {
    return "8 hidden layers of 64 ReLU units";
  }

  @Override
  public List<LayerSpec> layers() {
    LayerSpec layer = new LayerSpec.Dense(UNITS, Activation.RELU, Initialization.HE_NORMAL);
    return Collections.nCopies(DEPTH, layer);
  }
}
