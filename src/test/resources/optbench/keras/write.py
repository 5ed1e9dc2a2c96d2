"""Writes the models of this folder in the formats of Keras 2 and 3.

No Keras made them: they are written after what it writes, setting by setting, and the HDF5 files
by h5py, as Keras does it. What models with weights answer is worked out in float64 by numpy, and
written down beside them. Run: python3 write.py (h5py and numpy are needed).
"""
import io
import json
import math
import zipfile

import h5py
import numpy


def named(version, name, config=None):
    """An initializer or the like, as each version writes it."""
    if version == 2:
        return {"class_name": name, "config": config or {}}
    return {"module": "keras.initializers", "class_name": name, "config": config or {}, "registered_name": None}


def usual(version, name, **config):
    dtype = "float32" if version == 2 else {
        "module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}
    return {"name": name, "trainable": True, "dtype": dtype, **config}


def weighted(version, initializer="GlorotUniform", settings=None):
    settings = {"seed": None} if settings is None else settings
    return {
        "use_bias": True,
        "kernel_initializer": named(version, initializer, settings),
        "bias_initializer": named(version, "Zeros"),
        "kernel_regularizer": None, "bias_regularizer": None, "activity_regularizer": None,
        "kernel_constraint": None, "bias_constraint": None}


def layer(version, kind, config, shape=None):
    made = {"class_name": kind, "config": config}
    if version == 3:
        made = {"module": "keras.layers", **made, "registered_name": None}
        if shape:
            made["build_config"] = {"input_shape": shape}
    return made


def input_layer(version, name, shape):
    if version == 2:
        return layer(2, "InputLayer", {"batch_input_shape": shape, "dtype": "float32", "sparse": False,
                                       "ragged": False, "name": name})
    return layer(3, "InputLayer", {"batch_shape": shape, "dtype": "float32", "sparse": False,
                                   "ragged": False, "name": name})


def dense(version, name, units, activation, **weights):
    return layer(version, "Dense", usual(version, name, units=units, activation=activation,
                                         **weighted(version, **weights)))


def conv(version, name, filters, kernel, activation, strides=1, padding="valid", **weights):
    return layer(version, "Conv2D", usual(
        version, name, filters=filters, kernel_size=[kernel, kernel], strides=[strides, strides],
        padding=padding, data_format="channels_last", dilation_rate=[1, 1], groups=1,
        activation=activation, **weighted(version, **weights)))


def pool(version, kind, name, size=2, padding="valid", strides=None):
    return layer(version, kind, usual(version, name, pool_size=[size, size], padding=padding,
                                      strides=strides or [size, size], data_format="channels_last"))


def dropout(version, name, rate):
    return layer(version, "Dropout", usual(version, name, rate=rate, seed=None, noise_shape=None))


def flatten(version, name):
    return layer(version, "Flatten", usual(version, name, data_format="channels_last"))


def batch_norm(version, name, axis):
    own = {"synchronized": False} if version == 3 else {}
    return layer(version, "BatchNormalization", usual(
        version, name, axis=axis, momentum=0.99, epsilon=0.001, center=True, scale=True,
        beta_initializer=named(version, "Zeros"), gamma_initializer=named(version, "Ones"),
        moving_mean_initializer=named(version, "Zeros"), moving_variance_initializer=named(version, "Ones"),
        beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, **own))


def activation(version, name, function):
    return layer(version, "Activation", usual(version, name, activation=function))


def sequential(version, name, layers, shape):
    if version == 2:
        return {"class_name": "Sequential", "config": {"name": name, "layers": layers},
                "keras_version": "2.13.1", "backend": "tensorflow"}
    return {"module": "keras", "class_name": "Sequential",
            "config": {"name": name, "trainable": True, "dtype": usual(3, "")["dtype"], "layers": layers,
                       "build_input_shape": shape},
            "registered_name": "Sequential", "build_config": {"input_shape": shape}}


def functional(version, name, layers):
    """One layer on the other."""
    before = None
    for each in layers:
        own = each["config"]["name"]
        each["name"] = own
        if before is None:
            each["inbound_nodes"] = []
        elif version == 2:
            each["inbound_nodes"] = [[[before, 0, 0, {}]]]
        else:
            each["inbound_nodes"] = [{"args": [{"class_name": "__keras_tensor__", "config": {
                "shape": [None], "dtype": "float32", "keras_history": [before, 0, 0]}}], "kwargs": {}}]
        before = own
    first = layers[0]["config"]["name"]
    config = {"name": name, "trainable": True, "layers": layers,
              "input_layers": [[first, 0, 0]], "output_layers": [[before, 0, 0]]}
    return {"class_name": "Functional", "config": config, "keras_version": "2.13.1", "backend": "tensorflow"} \
        if version == 2 else {"module": "keras.src.models.functional", "class_name": "Functional",
                              "config": config, "registered_name": "Functional",
                              "build_config": {"input_shape": None}}


def article_cnn(version):
    return sequential(version, "sequential", [
        input_layer(version, "input_layer", [None, 28, 28, 1]),
        conv(version, "conv2d", 32, 3, "relu"),
        pool(version, "MaxPooling2D", "max_pooling2d"),
        dropout(version, "dropout", 0.25),
        flatten(version, "flatten"),
        dense(version, "dense", 256, "relu"),
        dropout(version, "dropout_1", 0.5),
        dense(version, "dense_1", 10, "softmax")], [None, 28, 28, 1])


def deep_chain(version):
    """As a residual network's main way."""
    he = {"initializer": "HeUniform"}
    layers = [input_layer(version, "image", [None, 28, 28, 1])]
    for i, (filters, strides) in enumerate([(16, 1), (32, 2), (64, 2)]):
        layers += [
            conv(version, f"conv_{i}", filters, 3, "linear", strides, "same", **he),
            batch_norm(version, f"norm_{i}", [3] if version == 2 else -1),
            activation(version, f"relu_{i}", "relu")]
    layers += [
        layer(version, "GlobalAveragePooling2D", usual(version, "pool", data_format="channels_last", keepdims=False)),
        dense(version, "logits", 10, "linear"),
        layer(version, "Softmax", usual(version, "softmax", axis=-1))]
    return functional(version, "deep_chain", layers)


def oldest():
    """Keras 2.1: a list in place of the model's settings, the shape at the first layer."""
    scaling = {"initializer": "VarianceScaling",
               "settings": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None}}
    first = dense(2, "dense_1", 128, "relu", **scaling)
    first["config"]["batch_input_shape"] = [None, 784]
    return {"class_name": "Sequential", "config": [first, dense(2, "dense_2", 10, "softmax", **scaling)],
            "keras_version": "2.1.2", "backend": "tensorflow"}


def every_kind():
    untruncated = {"initializer": "VarianceScaling",
                   "settings": {"scale": 2.0, "mode": "fan_in", "distribution": "untruncated_normal", "seed": 1}}
    return sequential(3, "every_kind", [
        input_layer(3, "input", [None, 28, 28, 1]),
        conv(3, "conv", 8, 5, "tanh", 1, "same", **untruncated),
        pool(3, "AveragePooling2D", "avg", 2, "same"),
        layer_norm(3, "layer_norm"),
        layer(3, "ReLU", usual(3, "re_lu", max_value=None, negative_slope=0.0, threshold=0.0)),
        pool(3, "MaxPooling2D", "max", 3, "valid", [2, 2]),
        batch_norm(3, "norm", -1),
        flatten(3, "flatten"),
        dense(3, "gelu", 32, "gelu", initializer="LecunUniform"),
        dropout(3, "dropout", 0.5),
        dense(3, "output", 10, "softmax")], [None, 28, 28, 1])


def write_json(name, model):
    with open(name, "w", encoding="utf-8") as file:
        json.dump(model, file, indent=1)
        file.write("\n")


def write_keras(name, model, hdf5=None):
    """As keras.saving does it: stored, with weights in HDF5 beside."""
    stamp = (2024, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(name, "w") as file:
        for entry, content in [
                ("metadata.json", json.dumps({"keras_version": "3.3.3", "date_saved": "2024-01-01@00:00:00"})),
                ("config.json", json.dumps(model)),
                ("model.weights.h5", hdf5 or weights(4))]:
            file.writestr(zipfile.ZipInfo(entry, stamp), content)


def weights(numbers):
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        file.create_dataset("layers/dense/vars/0", data=numpy.zeros(numbers, "float32"))
    return content.getvalue()


def write_hdf5(name, model):
    """As keras.saving.legacy.hdf5_format does it."""
    with h5py.File(name, "w") as file:
        file.attrs["keras_version"] = "2.13.1".encode("utf8")
        file.attrs["backend"] = "tensorflow".encode("utf8")
        file.attrs["model_config"] = json.dumps(model).encode("utf8")
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = numpy.array([b"dense"])
        group.create_dataset("dense/dense/kernel:0", data=numpy.zeros((2, 2), "float32"))


RANDOM = numpy.random.RandomState(5)
CLASSES = 3


def drawn(kind, *shape):
    """Arrays of a layer, in Keras' order, as they might be after some training."""
    bias = RANDOM.normal(0, 0.2, shape[-1])
    if kind in ("Dense", "Conv2D"):
        fan = numpy.prod(shape[:-1])
        arrays = [("kernel", RANDOM.normal(0, math.sqrt(2 / fan), shape)), ("bias", bias)]
    else:
        arrays = [("gamma", RANDOM.uniform(0.5, 1.5, shape)), ("beta", bias)]
    if kind == "BatchNormalization":
        arrays += [("moving_mean", RANDOM.normal(0, 0.3, shape)),
                   ("moving_variance", RANDOM.uniform(0.5, 2, shape))]
    return [(name, array.astype("float32")) for name, array in arrays]


def still(model_layer):
    """Normalisation whose running statistics a step leaves where they are."""
    model_layer["config"]["momentum"] = 0.99999999
    return model_layer


def layer_norm(version, name):
    return layer(version, "LayerNormalization", usual(
        version, name, axis=-1, epsilon=0.001, center=True, scale=True,
        beta_initializer=named(version, "Zeros"), gamma_initializer=named(version, "Ones"),
        beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None))


def imported(version):
    """Of images with three channels; how weights were drawn is nothing that optbench could do."""
    start = {"initializer": "Orthogonal", "settings": {"gain": 1.0, "seed": None}}
    return sequential(version, "imported", [
        input_layer(version, "input", [None, 8, 8, 3]),
        conv(version, "conv_0", 4, 3, "linear", 2, "same", **start),
        still(batch_norm(version, "norm_0", [3] if version == 2 else -1)),
        activation(version, "relu", "relu"),
        conv(version, "conv_1", 5, 2, "tanh", **start),
        layer_norm(version, "norm_1"),
        flatten(version, "flatten"),
        dropout(version, "dropout", 0.3),
        still(batch_norm(version, "norm_2", [1] if version == 2 else -1)),
        dense(version, "dense_0", 6, "gelu", **start),
        dense(version, "dense_1", CLASSES, "softmax", **start)], [None, 8, 8, 3])


IMPORTED = {"conv_0": drawn("Conv2D", 3, 3, 3, 4), "norm_0": drawn("BatchNormalization", 4),
            "conv_1": drawn("Conv2D", 2, 2, 4, 5), "norm_1": drawn("LayerNormalization", 5),
            "norm_2": drawn("BatchNormalization", 45), "dense_0": drawn("Dense", 45, 6),
            "dense_1": drawn("Dense", 6, CLASSES)}


def imported_rows():
    """Of images that were made vectors before the model sees them."""
    return sequential(3, "imported_rows", [
        input_layer(3, "input", [None, 192]),
        still(batch_norm(3, "norm", -1)),
        dense(3, "dense_0", 7, "sigmoid"),
        dense(3, "dense_1", CLASSES, "softmax")], [None, 192])


IMPORTED_ROWS = {"norm": drawn("BatchNormalization", 192), "dense_0": drawn("Dense", 192, 7),
                 "dense_1": drawn("Dense", 7, CLASSES)}


def images(first, count):
    """What the test has, too: by formula, 8x8 with three channels, as Keras has them."""
    i, y, x, c = numpy.ogrid[first:first + count, 0:8, 0:8, 0:3]
    return ((37 * i + 59 * c + 23 * y * x + 11 * y + 5 * x + 13 * i * y + 7 * i * c * x) % 256) / 255


def labels(first, count):
    return numpy.array([(7 * i + i // 4) % CLASSES for i in range(first, first + count)])


def normalized(arrays, values, axes):
    """Over these axes; over none with running statistics."""
    gamma, beta = [a.astype("float64") for a in arrays[:2]]
    if axes:
        mean, variance = values.mean(axes, keepdims=True), values.var(axes, keepdims=True)
    else:
        mean, variance = arrays[2].astype("float64"), arrays[3].astype("float64")
    return gamma * (values - mean) / numpy.sqrt(variance + 0.001) + beta


def convolved(arrays, values, stride, same):
    kernel, bias = [a.astype("float64") for a in arrays]
    size, side = kernel.shape[0], values.shape[1]
    out = -(-side // stride) if same else (side - size) // stride + 1
    pad = max((out - 1) * stride + size - side, 0) if same else 0
    around = (pad // 2, pad - pad // 2)
    padded = numpy.pad(values, ((0, 0), around, around, (0, 0)))
    result = numpy.zeros((len(values), out, out, kernel.shape[3]))
    for y in range(out):
        for x in range(out):
            window = padded[:, y * stride:y * stride + size, x * stride:x * stride + size, :]
            result[:, y, x, :] = numpy.tensordot(window, kernel, ([1, 2, 3], [0, 1, 2])) + bias
    return result


def connected(arrays, values):
    return values @ arrays[0].astype("float64") + arrays[1].astype("float64")


def gelu(values):
    return values * 0.5 * (1 + numpy.vectorize(math.erf)(values / math.sqrt(2)))


def answers(logits, truth):
    """Mean cross-entropy, and the share of right answers."""
    logits = logits - logits.max(1, keepdims=True)
    logs = logits - numpy.log(numpy.exp(logits).sum(1, keepdims=True))
    return [-logs[numpy.arange(len(truth)), truth].mean(), (logs.argmax(1) == truth).mean()]


def of_images(values):
    w = {name: [array for _, array in arrays] for name, arrays in IMPORTED.items()}
    values = normalized(w["norm_0"], convolved(w["conv_0"], values, 2, True), ())
    values = numpy.tanh(convolved(w["conv_1"], numpy.maximum(values, 0), 1, False))
    values = normalized(w["norm_1"], values, (3,))
    values = normalized(w["norm_2"], values.reshape(len(values), -1), ())
    return connected(w["dense_1"], gelu(connected(w["dense_0"], values)))


def of_rows(values, training):
    w = {name: [array for _, array in arrays] for name, arrays in IMPORTED_ROWS.items()}
    values = normalized(w["norm"], values.reshape(len(values), -1), (0,) if training else ())
    values = 1 / (1 + numpy.exp(-connected(w["dense_0"], values)))
    return connected(w["dense_1"], values)


def write_answers(name):
    test, training = images(0, 50), images(100, 64)
    loss, accuracy = answers(of_images(test), labels(0, 50))
    row_loss, row_accuracy = answers(of_rows(test, False), labels(0, 50))
    step_loss, step_accuracy = answers(of_rows(training, True), labels(100, 64))
    with open(name, "w", encoding="utf-8") as file:
        json.dump({
            "images": {"test_loss": loss, "test_accuracy": accuracy},
            "rows": {"test_loss": row_loss, "test_accuracy": row_accuracy,
                     "train_loss": step_loss, "train_accuracy": step_accuracy}}, file, indent=1)
        file.write("\n")


def named_weights(layers, group, suffix):
    """As keras.saving.legacy.hdf5_format does it; Keras 3 leaves out the suffix."""
    group.attrs["layer_names"] = numpy.array([name.encode("utf8") for name in layers])
    for name, arrays in layers.items():
        own = group.create_group(name)
        own.attrs["weight_names"] = numpy.array([f"{name}/{array}{suffix}".encode("utf8") for array, _ in arrays])
        for array, values in arrays:
            own.create_dataset(f"{name}/{array}{suffix}", data=values)


def weights_in_order(layers, model, top):
    """As keras.saving does it: layers of a kind are counted."""
    content = io.BytesIO()
    kinds = {entry["config"]["name"]: entry["class_name"] for entry in model["config"]["layers"]}
    names = {"Conv2D": "conv2d", "Dense": "dense", "BatchNormalization": "batch_normalization",
             "LayerNormalization": "layer_normalization"}
    seen = {}
    with h5py.File(content, "w") as file:
        for name, arrays in layers.items():
            kind = names[kinds[name]]
            number = seen.get(kind, 0)
            seen[kind] = number + 1
            for i, (_, values) in enumerate(arrays):
                path = f"{top}/{kind}{'_' + str(number) if number else ''}/vars/{i}"
                file.create_dataset(path, data=values)
    return content.getvalue()


def small(inputs, units, classes):
    return sequential(2, "small", [
        input_layer(2, "input", [None, inputs]),
        dense(2, "dense_0", units, "relu"),
        dense(2, "dense_1", classes, "softmax")], [None, inputs])


def small_weights(inputs, units, classes):
    return {"dense_0": drawn("Dense", inputs, units), "dense_1": drawn("Dense", units, classes)}


def write_named(name, model, layers, suffix):
    with h5py.File(name, "w") as file:
        file.attrs["model_config"] = json.dumps(model).encode("utf8")
        named_weights(layers, file.create_group("model_weights"), suffix)


def write_imported():
    write_named("imported-2.h5", imported(2), IMPORTED, ":0")
    write_named("imported-3.h5", imported(3), IMPORTED, "")
    write_keras("imported-3.keras", imported(3), weights_in_order(IMPORTED, imported(3), "layers"))
    write_keras("imported-rows.keras", imported_rows(),
                weights_in_order(IMPORTED_ROWS, imported_rows(), "_layer_checkpoint_dependencies"))
    write_answers("imported.json")
    for name in ["digits.h5", "digits-other.h5"]:
        write_named(name, small(784, 4, 10), small_weights(784, 4, 10), ":0")
    layers = small_weights(784, 4, 10)
    write_keras("digits.keras", small(784, 4, 10), weights_in_order(layers, small(784, 4, 10), "layers"))
    write_named("misfit.h5", small(5, 4, 3), small_weights(4, 5, 3), ":0")
    broken = small_weights(5, 4, 3)
    broken["dense_1"][1][1][2] = numpy.nan
    write_named("not-finite.h5", small(5, 4, 3), broken, ":0")
    lacking = small_weights(5, 4, 3)
    del lacking["dense_1"][1]
    write_named("lacking.h5", small(5, 4, 3), lacking, ":0")
    whole = {name: [(array, values.astype("int32")) for array, values in arrays]
             for name, arrays in small_weights(5, 4, 3).items()}
    write_named("integers.h5", small(5, 4, 3), whole, ":0")


if __name__ == "__main__":
    write_json("article-cnn.json", article_cnn(3))
    write_keras("article-cnn.keras", article_cnn(3))
    write_hdf5("article-cnn.h5", article_cnn(2))
    write_json("deep-chain-2.json", deep_chain(2))
    write_json("deep-chain-3.json", deep_chain(3))
    write_json("mlp-2.1.json", oldest())
    write_json("every-kind.json", every_kind())
    with open("weights-only.h5", "wb") as file:
        file.write(weights(4))
    write_imported()
