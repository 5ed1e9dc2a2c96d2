package optbench.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/**
 * What a process that trains on behalf of another tells it, a line of JSON each.
 *
 * <p>Numbers come through to the bit.
 */
public sealed interface TrialEvent {
  /** Which trial it is about. */
  String id();

  /** Training begins; the warm-up is over. */
  record Started(String id, long totalSteps) implements TrialEvent {}

  /** So many steps are done. */
  record Progressed(String id, int epoch, long steps, double loss) implements TrialEvent {}

  /** An epoch is done and evaluated. */
  record EpochFinished(String id, EpochMetrics metrics) implements TrialEvent {}

  /** The trial is over. */
  record Finished(TrialResult result) implements TrialEvent {
    @Override
    public String id() {
      return result.id();
    }
  }

  /** One line, without its end. */
  default String line() {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("event", getClass().getSimpleName());
    tree.setAll((ObjectNode) Json.MAPPER.valueToTree(this));
    return tree.toString();
  }

  /**
   * Reads a line.
   *
   * @throws StoreException if it is not an event
   */
  static TrialEvent parse(String line) {
    try {
      JsonNode tree = Json.MAPPER.readTree(line);
      Class<? extends TrialEvent> type =
          switch (tree.path("event").asText()) {
            case "Started" -> Started.class;
            case "Progressed" -> Progressed.class;
            case "EpochFinished" -> EpochFinished.class;
            case "Finished" -> Finished.class;
            default -> throw new StoreException("not an event: " + line);
          };
      TrialFiles.addLaterKeys(tree.path("result"));
      return Json.MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new StoreException("not an event: " + line, e);
    }
  }
}
