package optbench.data;

import java.util.List;
import java.util.Optional;

/**
 * All that the files of a data set hold.
 *
 * @param validation where they have a set for it
 * @param remarks what was read for what, as far as files leave it open
 */
record Contents(
    LabelledNumbers training,
    Optional<LabelledNumbers> validation,
    LabelledNumbers test,
    List<String> remarks) {
  Contents {
    remarks = List.copyOf(remarks);
  }

  /** In the order in which checksums are taken. */
  List<LabelledNumbers> parts() {
    return validation.map(v -> List.of(training, v, test)).orElse(List.of(training, test));
  }
}
