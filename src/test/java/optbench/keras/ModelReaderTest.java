package optbench.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.network.Networks;
import optbench.spec.KerasModel;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models in the formats of Keras 2 and 3. No Keras was there to write them: {@code write.py} beside
 * them does it, after what Keras writes, and what stands below is in the same form.
 */
class ModelReaderTest {
  private static final Path MODELS = Path.of("src/test/resources/optbench/keras");
  private static final String SHA256 = "0".repeat(64);

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private static Object tree(String json) {
    try {
      return JSON.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static KerasModel read(Path file) throws IOException {
    ModelFile kind = ModelFile.of(file.toString()).orElseThrow();
    byte[] bytes = Files.readAllBytes(file);
    return ModelReader.read(SHA256, JSON.readValue(kind.description(file, bytes), Object.class));
  }

  private static String texts(KerasModel model) {
    return model.layers().stream().map(LayerSpec::text).collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"article-cnn.json", "article-cnn.keras", "article-cnn.h5"})
  void theArticlesNetworkIsThePreset(String file) throws IOException {
    KerasModel model = read(MODELS.resolve(file));

    assertThat(model.layers())
        .isEqualTo(Networks.builtIn().resolve(new NetworkSpec.Preset("article-cnn")).layers());
    assertThat(model.input()).containsExactly(28, 28, 1);
    assertThat(model.classes()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deep-chain-2.json", "deep-chain-3.json"})
  void aFunctionalChainIsItsLayers(String file) throws IOException {
    assertThat(texts(read(MODELS.resolve(file))))
        .isEqualTo(
            "conv2d 16 3x3 stride 1 same linear he_uniform, batch_norm 0.99 0.001, activation relu, "
                + "conv2d 32 3x3 stride 2 same linear he_uniform, batch_norm 0.99 0.001, activation relu, "
                + "conv2d 64 3x3 stride 2 same linear he_uniform, batch_norm 0.99 0.001, activation relu, "
                + "global_avg_pool");
  }

  @Test
  void everyKind() throws IOException {
    assertThat(texts(read(MODELS.resolve("every-kind.json"))))
        .isEqualTo(
            "conv2d 8 5x5 stride 1 same tanh he_normal, avg_pool 2x2 stride 2, layer_norm 0.001, "
                + "activation relu, max_pool 3x3 stride 2, batch_norm 0.99 0.001, flatten, "
                + "dense 32 gelu lecun_uniform, dropout 0.5");
  }

  @Test
  void theOldestFormListsItsLayersAtOnce() throws IOException {
    KerasModel model = read(MODELS.resolve("mlp-2.1.json"));

    assertThat(model.layers())
        .isEqualTo(Networks.builtIn().resolve(new NetworkSpec.Preset("mlp")).layers());
    assertThat(model.input()).containsExactly(784);
  }

  private static final String DENSE =
      "{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 7, \"activation\": \"relu\"}}";
  private static final String FLATTEN =
      "{\"class_name\": \"Flatten\", \"config\": {\"name\": \"f\"}}";
  private static final String OUTPUT =
      "{\"class_name\": \"Dense\", \"config\": {\"name\": \"out\", \"units\": 10, \"activation\": \"softmax\"}}";

  private static String layer(String kind, String settings) {
    return "{\"class_name\": \"%s\", \"config\": {\"name\": \"x\"%s}}"
        .replaceFirst("%s", kind)
        .replaceFirst("%s", settings.isEmpty() ? "" : ", " + settings.replace('\'', '"'));
  }

  private static KerasModel sequential(String input, String... layers) {
    return ModelReader.read(SHA256, tree(model(input, layers)));
  }

  private static String model(String input, String... layers) {
    String first =
        "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"in\", \"batch_shape\": [null, "
            + input
            + "]}}";
    return "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": ["
        + Stream.concat(Stream.of(first), Stream.of(layers)).collect(Collectors.joining(", "))
        + "]}}";
  }

  /** Keras' normal ones are cut off at two standard deviations, unless it is told not to. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'glorot_uniform' | glorot_uniform",
        "'he_normal' | he_truncated_normal",
        "{'class_name': 'GlorotNormal', 'config': {'seed': null}} | glorot_truncated_normal",
        "{'class_name': 'LecunNormal', 'config': {'seed': 7}} | lecun_truncated_normal",
        "{'class_name': 'HeUniform', 'config': {}} | he_uniform",
        "{'class_name': 'VarianceScaling', 'config': {'scale': 2.0, 'mode': 'fan_in', 'distribution': 'truncated_normal'}} | he_truncated_normal",
        "{'class_name': 'VarianceScaling', 'config': {'scale': 1.0, 'mode': 'fan_avg', 'distribution': 'normal'}} | glorot_truncated_normal",
        "{'class_name': 'VarianceScaling', 'config': {'scale': 1.0, 'mode': 'fan_in', 'distribution': 'untruncated_normal'}} | lecun_normal"
      })
  void weightsStartAsInKeras(String initializer, String here) {
    String dense =
        layer("Dense", "'units': 7, 'activation': 'relu', 'kernel_initializer': " + initializer);

    assertThat(texts(sequential("784", dense, OUTPUT))).isEqualTo("dense 7 relu " + here);
  }

  @Test
  void imagesWithoutChannelsAndVectorsBecomeVectors() {
    assertThat(texts(sequential("28, 28", FLATTEN, DENSE, OUTPUT)))
        .isEqualTo("flatten, dense 7 relu glorot_uniform");
    assertThat(texts(sequential("784", DENSE, OUTPUT))).isEqualTo("dense 7 relu glorot_uniform");
    assertThat(texts(sequential("784", layer("Dropout", "'rate': 0.5"), DENSE, OUTPUT)))
        .isEqualTo("flatten, dropout 0.5, dense 7 relu glorot_uniform");
    assertThat(sequential("784", OUTPUT).layers()).isEmpty();
  }

  @Test
  void theShapeMayStandAtTheModelAlone() {
    String root =
        "{\"class_name\": \"Sequential\", \"build_config\": {\"input_shape\": [null, 784]},"
            + " \"config\": {\"layers\": ["
            + OUTPUT
            + "]}}";

    assertThat(ModelReader.read(SHA256, tree(root)).input()).containsExactly(784);
    assertThatThrownBy(() -> ModelReader.read(SHA256, tree(root.replace("build_config", "other"))))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("does not say the shape of its input");
  }

  /** On an image of 29x29, which pools of 2 do not divide. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "Conv2D | 'filters': 4, 'kernel_size': [3, 5] | kernel_size must be the same in height and width",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'strides': [1, 2] | strides must be the same",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'use_bias': false | use_bias must be true here but was false",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'groups': 2 | groups must be 1",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'dilation_rate': [2, 2] | dilation_rate must be 1",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'padding': 'causal' | padding must be 'valid' or 'same'",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'data_format': 'channels_first' | data_format must be 'channels_last'",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'activation': 'swish' | activation must be one of relu, tanh",
        "Conv2D | 'filters': 4, 'kernel_size': [30, 30] | conv2d has a window of 30 pixels",
        "Conv2D | 'filters': 0, 'kernel_size': [3, 3] | filters must be a whole number above 0 but was 0",
        "Conv2D | 'filters': 4.5, 'kernel_size': [3, 3] | filters must be a whole number above 0 but was 4.5",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'kernel_initializer': {'class_name': 'RandomNormal', 'config': {'mean': 0.0, 'stddev': 0.05}} | but was 'RandomNormal': change the model, or start from its weights with weights: imported",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'kernel_initializer': {'class_name': 'VarianceScaling', 'config': {'scale': 3.0, 'mode': 'fan_in', 'distribution': 'truncated_normal'}} | kernel_initializer must be",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'kernel_initializer': 'orthogonal' | but was 'orthogonal'",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'bias_initializer': {'class_name': 'Ones', 'config': {}} | bias_initializer must be zeros",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'kernel_regularizer': {'class_name': 'L2', 'config': {'l2': 0.01}} | l2 is a key of a spec's optimizers",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'kernel_constraint': {'class_name': 'MaxNorm', 'config': {}} | no constraints here",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'trainable': false | trainable must be true",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'dtype': {'class_name': 'DTypePolicy', 'config': {'name': 'mixed_float16'}} | dtype must be 'float32'",
        "Conv2D | 'filters': 4, 'kernel_size': [3, 3], 'new': 1 | has 'new', which means nothing here",
        "MaxPooling2D | 'pool_size': [2, 2], 'padding': 'same' | padding 'same' adds to the image of 29x29",
        "AveragePooling2D | 'pool_size': [2, 3] | pool_size must be the same",
        "GlobalAveragePooling2D | 'keepdims': true | has 'keepdims'",
        "Dropout | 'rate': 1.0 | rate must be",
        "Dropout | 'rate': 'half' | rate must be a number but was 'half'",
        "Dropout | 'rate': 0.5, 'noise_shape': [1, 1] | has 'noise_shape'",
        "BatchNormalization | 'axis': 1 | axis must be the last one, -1, but was 1",
        "BatchNormalization | 'scale': false | scale must be true",
        "BatchNormalization | 'renorm': true | has 'renorm'",
        "LayerNormalization | 'axis': [1, 2, 3] | axis must be the last one",
        "LayerNormalization | 'axis': -1 | nothing is left of one channel",
        "LayerNormalization | 'rms_scaling': true | has 'rms_scaling'",
        "ReLU | 'max_value': 6.0 | has 'max_value'",
        "ReLU | 'negative_slope': 0.1 | negative_slope must be 0",
        "Activation | 'activation': 'softmax' | softmax is what the output layer ends with",
        "Activation | 'activation': {'class_name': 'LeakyReLU', 'config': {}} | activation must be one of",
        "Rescaling | 'scale': 0.004 | optbench prepares data itself",
        "RandomFlip | 'mode': 'horizontal' | optbench prepares data itself",
        "LeakyReLU | 'negative_slope': 0.3 | there is no such layer here, only Dense, Conv2D",
        "Sequential | 'layers': [] | is a model within the model",
        "Dense | 'units': 3 | comes after an image",
      })
  void whatIsNotTheSameIsRefused(String kind, String settings, String why) {
    assertThatThrownBy(() -> sequential("29, 29, 1", layer(kind, settings), FLATTEN, OUTPUT))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("layer 2 'x' (" + kind + "): ")
        .hasMessageContaining(why);
  }

  @Test
  void poolsThatKerasWouldNotPadAreTheSame() {
    String same = layer("MaxPooling2D", "'pool_size': [2, 2], 'padding': 'same', 'strides': null");

    assertThat(texts(sequential("28, 28, 1", same, FLATTEN, OUTPUT)))
        .isEqualTo("max_pool 2x2 stride 2, flatten");
  }

  @Test
  void theEndIsDenseWithSoftmax() {
    String linear = OUTPUT.replace("softmax", "linear");
    for (String softmax :
        List.of(layer("Softmax", "'axis': -1"), layer("Activation", "'activation': 'softmax'"))) {
      assertThat(sequential("784", linear, softmax).classes()).isEqualTo(10);
    }
    assertRefused("its activation must be softmax but was 'linear'", "784", linear);
    assertRefused(
        "its activation must be linear but was 'relu'", "784", DENSE, layer("Softmax", ""));
    assertRefused(
        "a model must end in Dense with softmax", "784", OUTPUT, layer("Dropout", "'rate': 0.1"));
    assertRefused("a model must end in Dense with softmax", "784");
    assertRefused(
        "kernel_initializer is always glorot_uniform here but was he_uniform",
        "784",
        OUTPUT.replace("\"units\"", "\"kernel_initializer\": \"he_uniform\", \"units\""));
    assertRefused("comes after an image", "28, 28, 1", OUTPUT);
    assertRefused("without channels: begin with Flatten", "28, 28", DENSE, OUTPUT);
    assertRefused(
        "units must be an integer from 1 to 1000 but was 1001",
        "784",
        OUTPUT.replace("10", "1001"));
  }

  private static void assertRefused(String why, String input, String... layers) {
    assertThatThrownBy(() -> sequential(input, layers))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "28, null, 1", "2, 2, 2, 2", "0", "-1", "784.5", "20000, 2, 1"})
  void shapesOfOtherKinds(String shape) {
    assertThatThrownBy(
            () ->
                ModelReader.read(
                    SHA256,
                    tree(
                        model("7", OUTPUT)
                            .replace(
                                "[null, 7]",
                                shape.isEmpty() ? "[null]" : "[null, " + shape + "]"))))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("must take images, such as (28, 28, 1), or vectors");
  }

  /** Input, two layers and an output, by name, each with the names of those before it. */
  private static String functional(Map<String, List<String>> before) {
    List<String> layers = new ArrayList<>();
    before.forEach(
        (name, others) -> {
          String kind = others.isEmpty() ? "InputLayer" : others.size() > 1 ? "Add" : "Dense";
          String settings =
              kind.equals("InputLayer")
                  ? "\"batch_shape\": [null, 784]"
                  : kind.equals("Add")
                      ? "\"trainable\": true"
                      : "\"units\": 10, \"activation\": \""
                          + (name.equals("out") ? "softmax" : "relu")
                          + "\"";
          String tensors =
              others.stream()
                  .map(
                      other ->
                          "{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\""
                              + other
                              + "\", 0, 0]}}")
                  .collect(Collectors.joining(", "));
          String nodes =
              others.isEmpty()
                  ? "[]"
                  : "[{\"args\": ["
                      + (others.size() > 1 ? "[" + tensors + "]" : tensors)
                      + "], \"kwargs\": {\"mask\": null}}]";
          layers.add(
              "{\"class_name\": \""
                  + kind
                  + "\", \"name\": \""
                  + name
                  + "\", \"config\": {\"name\": \""
                  + name
                  + "\", "
                  + settings
                  + "}, \"inbound_nodes\": "
                  + nodes
                  + "}");
        });
    return "{\"class_name\": \"Functional\", \"config\": {\"layers\": ["
        + String.join(", ", layers)
        + "], \"input_layers\": [\"in\", 0, 0], \"output_layers\": [\"out\", 0, 0]}}";
  }

  private static Map<String, List<String>> graph(Object... namesAndBefore) {
    Map<String, List<String>> graph = new LinkedHashMap<>();
    for (Object entry : namesAndBefore) {
      List<String> words = List.of(entry.toString().split(" ", -1));
      graph.put(words.get(0), words.subList(1, words.size()));
    }
    return graph;
  }

  @Test
  void onlyOneChainOfLayersIsTakenOver() {
    assertThat(
            texts(ModelReader.read(SHA256, tree(functional(graph("out b", "b a", "in", "a in"))))))
        .isEqualTo("dense 10 relu glorot_uniform, dense 10 relu glorot_uniform");
    assertNoChain(
        "layer 4 'sum' (Add): does not have one layer before it",
        "in",
        "a in",
        "b a",
        "sum a b",
        "out sum");
    assertNoChain("layer 3 'b' (Dense): is beside the way", "in", "a in", "b a", "out a");
    assertNoChain("comes before itself", "a b", "b a", "out b");
    assertNoChain("does not have one layer before it", "in", "out nowhere");
    assertNoChain("must have one output layer", "in", "a in");
    assertThatThrownBy(
            () ->
                ModelReader.read(
                    SHA256,
                    tree(
                        functional(graph("in", "out in"))
                            .replace("\"mask\": null", "\"training\": false"))))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is called with 'training'");
  }

  private static void assertNoChain(String why, Object... graph) {
    assertThatThrownBy(() -> ModelReader.read(SHA256, tree(functional(graph(graph)))))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "{}", "{\"class_name\": \"Sequential\"}", "\"{}\""})
  void noModel(String json) {
    assertThatThrownBy(() -> ModelReader.read(SHA256, tree(json)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("holds no model as model.to_json() writes it");
  }

  @Test
  void modelsOfOneClassOrWithoutLayers() {
    assertThatThrownBy(
            () -> ModelReader.read(SHA256, tree("{\"class_name\": \"Mine\", \"config\": {}}")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the model is a class of its own, 'Mine'");
    assertThatThrownBy(
            () ->
                ModelReader.read(SHA256, tree("{\"class_name\": \"Sequential\", \"config\": []}")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("holds a model without layers");
    assertThatThrownBy(
            () ->
                ModelReader.read(
                    SHA256,
                    tree("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [1]}}")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("layer 1 has no class_name and config");
  }

  @Test
  void weightsWithoutTheirModel() {
    assertThatThrownBy(() -> read(MODELS.resolve("weights-only.h5")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("it holds weights without their model");
  }
}
