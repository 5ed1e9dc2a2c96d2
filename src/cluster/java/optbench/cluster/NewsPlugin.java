package optbench.cluster;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Carries news of groups from executors to the driver, over the connection that Spark has anyway.
 * Spark makes one in each JVM, and gives it to nobody: so what it knows is static.
 */
public final class NewsPlugin implements SparkPlugin {
  private static final Map<Long, Consumer<String>> LISTENERS = new ConcurrentHashMap<>();
  private static volatile PluginContext executor;

  /** On the driver: from now on, until forgotten, somebody hears of a group. */
  static void listen(long number, Consumer<String> listener) {
    LISTENERS.put(number, listener);
  }

  static void forget(long number) {
    LISTENERS.remove(number);
  }

  /** In an executor: news that nobody gets harms nothing. */
  static void tell(long number, String line) {
    try {
      executor.send(new String[] {Long.toString(number), line});
    } catch (IOException e) {
      // The driver is gone, and this executor will be soon.
    }
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Object receive(Object message) {
        String[] news = (String[]) message;
        LISTENERS.getOrDefault(Long.valueOf(news[0]), line -> {}).accept(news[1]);
        return null;
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> settings) {
        executor = context;
      }
    };
  }
}
