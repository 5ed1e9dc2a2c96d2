"""Writes the models of this folder in the formats of Keras 2 and 3.

No Keras made them: they are written after what it writes, setting by setting, and the HDF5 file
by h5py, as Keras 2 does it. Run: python3 write.py (h5py is needed).
"""
import io
import json
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
        layer(3, "LayerNormalization", usual(
            3, "layer_norm", axis=-1, epsilon=0.001, center=True, scale=True,
            beta_initializer=named(3, "Zeros"), gamma_initializer=named(3, "Ones"),
            beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None)),
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


def write_keras(name, model):
    """As keras.saving does it: stored, with weights in HDF5 beside."""
    stamp = (2024, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(name, "w") as file:
        for entry, content in [
                ("metadata.json", json.dumps({"keras_version": "3.3.3", "date_saved": "2024-01-01@00:00:00"})),
                ("config.json", json.dumps(model)),
                ("model.weights.h5", weights(4))]:
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
