package optbench.plugin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  @Test
  void whoDoesNotAnswerIsNotWaitedFor() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () -> TimeLimit.within(Duration.ofMillis(1), "plug-in x.jar", () -> await(never)))
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "plug-in x.jar: did not say within 0 s what it is: its constructor or one of its methods"
                + " does not return");
    assertThatThrownBy(
            () ->
                TimeLimit.within(
                    Duration.ofHours(1),
                    "plug-in x.jar",
                    () -> {
                      throw new StackOverflowError("of its own");
                    }))
        .isInstanceOf(StackOverflowError.class);
    never.countDown();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
