package optbench.store;

import java.util.List;
import optbench.spec.Vocabulary;
import optbench.spec.Vocabulary.HyperParameterWords;
import optbench.spec.Vocabulary.OptimizerWords;

/** A small vocabulary with every kind of hyper-parameter. */
final class TestVocabulary {
  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

  static final HyperParameterWords LEARNING_RATE = atLeastZero("learning_rate");
  static final HyperParameterWords EPSILON = atLeastZero("epsilon");

  static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(
              optimizer("sgd", LEARNING_RATE),
              optimizer("momentum", LEARNING_RATE, decay("momentum"), flag("nesterov")),
              optimizer("adagrad", LEARNING_RATE, EPSILON),
              optimizer("rmsprop", LEARNING_RATE, decay("rho"), EPSILON),
              optimizer("adadelta", LEARNING_RATE, decay("rho"), EPSILON),
              optimizer("adam", LEARNING_RATE, decay("beta1"), decay("beta2"), EPSILON),
              optimizer(
                  "lars",
                  LEARNING_RATE,
                  new HyperParameterWords("trust", "trust coefficient", false, 0, true, 1, false))),
          List.of("mlp", "article-cnn", "softmax"),
          List.of("auto", "dl4j", "lockstep"));

  private TestVocabulary() {}

  private static OptimizerWords optimizer(String id, HyperParameterWords... hyperParameters) {
    return new OptimizerWords(
        id, "The optimizer " + id, List.of("keras", "pytorch"), List.of(hyperParameters));
  }

  private static HyperParameterWords atLeastZero(String name) {
    return new HyperParameterWords(name, name.replace('_', ' '), false, 0, false, NO_LIMIT, true);
  }

  private static HyperParameterWords decay(String name) {
    return new HyperParameterWords(name, "decay " + name, false, 0, false, 1, true);
  }

  private static HyperParameterWords flag(String name) {
    return new HyperParameterWords(name, "whether " + name, true, 0, false, 1, false);
  }
}
