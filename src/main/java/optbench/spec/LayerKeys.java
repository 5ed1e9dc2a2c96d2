package optbench.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import optbench.spec.LayerSpec.Activate;
import optbench.spec.LayerSpec.AvgPool;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.Dense;
import optbench.spec.LayerSpec.Dropout;
import optbench.spec.LayerSpec.Flatten;
import optbench.spec.LayerSpec.GlobalAvgPool;
import optbench.spec.LayerSpec.LayerNorm;
import optbench.spec.LayerSpec.MaxPool;
import optbench.spec.LayerSpec.Residual;
import optbench.spec.key.IntegerType;
import optbench.spec.key.Key;
import optbench.spec.key.KindsType;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/** The keys of each kind of layer. */
final class LayerKeys {
  private static final int MOST_UNITS = 1_000_000;

  /** Deeper than any block here. */
  private static final int MOST_IN_BLOCK = 100;

  /** Wider than any image here. */
  private static final int MOST_PIXELS = 1000;

  private static final ValueType<Activation> ACTIVATIONS =
      ValueType.words(
          "activation",
          "What the layer does to each of its outputs; gelu is the exact form with erf, as by default in"
              + " Keras and PyTorch",
          Arrays.asList(Activation.values()),
          Activation::id);

  private static final Key<Activation> ACTIVATION =
      Key.of("activation", ACTIVATIONS).byDefault(Activation.RELU.id());

  private static final Key<Initialization> INITIALIZATION =
      Key.of(
              "init",
              ValueType.words(
                  "initialization",
                  "How weights are drawn before training",
                  Arrays.asList(Initialization.values()),
                  Initialization::id))
          .byDefault(Initialization.GLOROT_UNIFORM.id());

  static final Key<Integer> UNITS =
      Key.of("units", ValueType.integer("Width of the layer", 1, MOST_UNITS)).required();

  private static final ObjectType<Dense> DENSE =
      ObjectType.<Dense>of("A fully connected layer")
          .kind("layer", "dense")
          .with(UNITS, Dense::units)
          .with(ACTIVATION, Dense::activation)
          .with(INITIALIZATION, Dense::initialization)
          .example("layer", "dense", "units", 128)
          .reads(
              given ->
                  new Dense(given.get(UNITS), given.get(ACTIVATION), given.get(INITIALIZATION)));

  static final Key<Integer> FILTERS =
      Key.of("filters", ValueType.integer("How many filters", 1, MOST_UNITS)).required();

  static final Key<Integer> KERNEL =
      Key.of("kernel", pixels("Width and height of a filter, in pixels")).required();

  static final Key<Integer> CONV_STRIDE =
      Key.of("stride", pixels("Pixels from one position to the next")).byDefault(1);

  private static final Key<Boolean> PADDING =
      Key.of(
              "padding",
              ValueType.words(
                  "padding",
                  "same: zeros around the image, so that at stride 1 it keeps its size",
                  List.of(false, true),
                  same -> same ? "same" : "valid"))
          .byDefault("valid");

  private static final ObjectType<Conv2d> CONV2D =
      ObjectType.<Conv2d>of("A convolution with square filters")
          .kind("layer", "conv2d")
          .with(FILTERS, Conv2d::filters)
          .with(KERNEL, Conv2d::kernel)
          .with(CONV_STRIDE, Conv2d::stride)
          .with(PADDING, Conv2d::same)
          .with(ACTIVATION, Conv2d::activation)
          .with(INITIALIZATION, Conv2d::initialization)
          .example("layer", "conv2d", "filters", 32, "kernel", 3)
          .reads(
              given ->
                  new Conv2d(
                      given.get(FILTERS),
                      given.get(KERNEL),
                      given.get(CONV_STRIDE),
                      given.get(PADDING),
                      given.get(ACTIVATION),
                      given.get(INITIALIZATION)));

  static final Key<Integer> SIZE =
      Key.of("size", pixels("Width and height of a window, in pixels")).byDefault(2);

  static final Key<Integer> POOL_STRIDE =
      Key.of("stride", pixels("Pixels from one window to the next; if left out, the size"));

  private static final ObjectType<MaxPool> MAX_POOL =
      ObjectType.<MaxPool>of("The maximum of each square window")
          .kind("layer", "max_pool")
          .with(SIZE, MaxPool::size)
          .with(POOL_STRIDE, MaxPool::stride)
          .reads(
              given ->
                  new MaxPool(given.get(SIZE), given.find(POOL_STRIDE).orElse(given.get(SIZE))));

  private static final ObjectType<AvgPool> AVG_POOL =
      ObjectType.<AvgPool>of("The mean of each square window")
          .kind("layer", "avg_pool")
          .with(SIZE, AvgPool::size)
          .with(POOL_STRIDE, AvgPool::stride)
          .reads(
              given ->
                  new AvgPool(given.get(SIZE), given.find(POOL_STRIDE).orElse(given.get(SIZE))));

  private static final ObjectType<GlobalAvgPool> GLOBAL_AVG_POOL =
      ObjectType.<GlobalAvgPool>of("The mean of each channel of an image: one number a channel")
          .kind("layer", "global_avg_pool")
          .reads(given -> new GlobalAvgPool());

  static final Key<Double> RATE =
      Key.of("rate", ValueType.number("Share that is dropped").atLeast(0).below(1)).required();

  private static final ObjectType<Dropout> DROPOUT =
      ObjectType.<Dropout>of("Sets inputs to 0 at random while training")
          .kind("layer", "dropout")
          .with(RATE, Dropout::rate)
          .example("layer", "dropout", "rate", 0.25)
          .reads(given -> new Dropout(given.get(RATE)));

  static final Key<Double> MOMENTUM =
      Key.of(
              "momentum",
              ValueType.number(
                      "Share of the running mean and variance kept at each step, as in Keras; PyTorch's"
                          + " momentum is 1 minus this, so that its 0.1 is 0.9 here. Variances are"
                          + " divided by n")
                  .atLeast(0)
                  .below(1))
          .byDefault(0.99, "Keras");

  static final Key<Double> EPSILON =
      Key.of("epsilon", ValueType.number("Added to the variance").above(0).atMost(1))
          .byDefault(0.001, "Keras");

  private static final ObjectType<BatchNorm> BATCH_NORM =
      ObjectType.<BatchNorm>of("Batch normalisation of each feature, or each channel of an image")
          .kind("layer", "batch_norm")
          .with(MOMENTUM, BatchNorm::momentum)
          .with(EPSILON, BatchNorm::epsilon)
          .reads(given -> new BatchNorm(given.get(MOMENTUM), given.get(EPSILON)));

  private static final ObjectType<LayerNorm> LAYER_NORM =
      ObjectType.<LayerNorm>of(
              "Layer normalisation over all features of a sample, or over the channels of each pixel"
                  + " of an image, as in Keras (axis -1), with a gain and an offset")
          .kind("layer", "layer_norm")
          .with(EPSILON, LayerNorm::epsilon)
          .reads(given -> new LayerNorm(given.get(EPSILON)));

  private static final ObjectType<Flatten> FLATTEN =
      ObjectType.<Flatten>of("Turns an image into a vector")
          .kind("layer", "flatten")
          .reads(given -> new Flatten());

  private static final ObjectType<Activate> ACTIVATE =
      ObjectType.<Activate>of("An activation function by itself, such as after a normalisation")
          .kind("layer", "activation")
          .with(ACTIVATION, Activate::activation)
          .reads(given -> new Activate(given.get(ACTIVATION)));

  private static final KindsType<LayerSpec> SIMPLE =
      new KindsType<>(
          "layer",
          "A layer",
          "A layer that has a default for all its settings",
          List.of(
              DENSE,
              CONV2D,
              MAX_POOL,
              AVG_POOL,
              GLOBAL_AVG_POOL,
              DROPOUT,
              BATCH_NORM,
              LAYER_NORM,
              ACTIVATE,
              FLATTEN),
          LayerSpec::id);

  private static final KindsType<LayerSpec> IN_BLOCK =
      SIMPLE.within(
          "A layer of a residual block",
          Map.of(
              "residual",
              "a residual block holds no other one: write them one after the other",
              "dropout",
              "a residual block holds no dropout: write it before or after the block",
              "flatten",
              "a residual block holds no flatten: write it before or after the block",
              "global_avg_pool",
              "a residual block holds no global_avg_pool: write it after the block"));

  static final Key<List<LayerSpec>> RESIDUAL_LAYERS =
      Key.of(
              "residual",
              ValueType.list(
                  "layers",
                  "Layers whose output is added to their input",
                  1,
                  MOST_IN_BLOCK,
                  IN_BLOCK))
          .required();

  static final Key<List<LayerSpec>> SHORTCUT =
      Key.of(
              "shortcut",
              ValueType.list(
                  "layers",
                  "Layers that the input passes before it is added; [] for none",
                  0,
                  MOST_IN_BLOCK,
                  IN_BLOCK))
          .comment(
              "none where the shapes agree; else a 1x1 conv2d, linear, with the block's stride (option B of"
                  + " He et al. 2015), for vectors a dense layer");

  private static final Key<Activation> OF_SUM =
      Key.of("activation", ACTIVATIONS).byDefault(Activation.LINEAR.id());

  private static final ObjectType<Residual> RESIDUAL =
      ObjectType.<Residual>of(
              "A residual block (He et al. 2015): layers whose output is added to their input, and an"
                  + " activation of the sum")
          .kindByKey("residual")
          .with(RESIDUAL_LAYERS, Residual::layers)
          .optional(SHORTCUT, Residual::shortcut)
          .with(OF_SUM, Residual::activation)
          .example(
              "residual",
              List.of(new TreeMap<>(Map.of("layer", "dense", "units", 128)), "batch_norm"),
              "activation",
              "relu")
          .reads(
              given ->
                  new Residual(
                      given.get(RESIDUAL_LAYERS), given.find(SHORTCUT), given.get(OF_SUM)));

  /** The keys of a layer, by its kind. */
  static final LayerSpec.Visitor<ObjectType<? extends LayerSpec>> KIND_OF =
      new LayerSpec.Visitor<>() {
        @Override
        public ObjectType<? extends LayerSpec> dense(Dense layer) {
          return DENSE;
        }

        @Override
        public ObjectType<? extends LayerSpec> conv2d(Conv2d layer) {
          return CONV2D;
        }

        @Override
        public ObjectType<? extends LayerSpec> maxPool(MaxPool layer) {
          return MAX_POOL;
        }

        @Override
        public ObjectType<? extends LayerSpec> avgPool(AvgPool layer) {
          return AVG_POOL;
        }

        @Override
        public ObjectType<? extends LayerSpec> globalAvgPool(GlobalAvgPool layer) {
          return GLOBAL_AVG_POOL;
        }

        @Override
        public ObjectType<? extends LayerSpec> dropout(Dropout layer) {
          return DROPOUT;
        }

        @Override
        public ObjectType<? extends LayerSpec> batchNorm(BatchNorm layer) {
          return BATCH_NORM;
        }

        @Override
        public ObjectType<? extends LayerSpec> layerNorm(LayerNorm layer) {
          return LAYER_NORM;
        }

        @Override
        public ObjectType<? extends LayerSpec> activation(Activate layer) {
          return ACTIVATE;
        }

        @Override
        public ObjectType<? extends LayerSpec> residual(Residual layer) {
          return RESIDUAL;
        }

        @Override
        public ObjectType<? extends LayerSpec> flatten(Flatten layer) {
          return FLATTEN;
        }
      };

  /** An entry of a list of layers. */
  static final KindsType<LayerSpec> ENTRY = SIMPLE.and(RESIDUAL);

  /** The same, of which no page tells twice. */
  static final KindsType<LayerSpec> RECORDED =
      ENTRY.within("A layer, as in a list of layers", Map.of());

  private LayerKeys() {}

  private static IntegerType<Integer> pixels(String doc) {
    return ValueType.integer(doc, 1, MOST_PIXELS);
  }
}
