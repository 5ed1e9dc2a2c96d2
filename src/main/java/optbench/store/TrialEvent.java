package optbench.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import optbench.result.Environment;
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

  /** Tells somebody of it. */
  void tell(Listener listener);

  /** Hears of each kind of event; with a new kind, who does not listen to it does not compile. */
  interface Listener {
    void placed(Placed event);

    void started(Started event);

    void progressed(Progressed event);

    void epochFinished(EpochFinished event);

    void finished(Finished event);
  }

  /** It is trained on another machine than where the run was started, and in this environment. */
  record Placed(String id, Environment environment) implements TrialEvent {
    @Override
    public void tell(Listener listener) {
      listener.placed(this);
    }
  }

  /** Training begins; the warm-up is over. */
  record Started(String id, long totalSteps) implements TrialEvent {
    @Override
    public void tell(Listener listener) {
      listener.started(this);
    }
  }

  /** So many steps are done. */
  record Progressed(String id, int epoch, long steps, double loss) implements TrialEvent {
    @Override
    public void tell(Listener listener) {
      listener.progressed(this);
    }
  }

  /** An epoch is done and evaluated. */
  record EpochFinished(String id, EpochMetrics metrics) implements TrialEvent {
    @Override
    public void tell(Listener listener) {
      listener.epochFinished(this);
    }
  }

  /** The trial is over. */
  record Finished(TrialResult result) implements TrialEvent {
    @Override
    public String id() {
      return result.id();
    }

    @Override
    public void tell(Listener listener) {
      listener.finished(this);
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
      String name = tree.path("event").asText();
      Class<?> type =
          Arrays.stream(TrialEvent.class.getPermittedSubclasses())
              .filter(kind -> kind.getSimpleName().equals(name))
              .findFirst()
              .orElseThrow(() -> new StoreException("not an event: " + line));
      TrialFiles.addLaterKeys(tree);
      TrialFiles.addLaterKeys(tree.path("result"));
      return (TrialEvent) Json.MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new StoreException("not an event: " + line, e);
    }
  }
}
