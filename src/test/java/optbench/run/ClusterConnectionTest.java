package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterConnectionTest {
  private static final int THREADS = 40;

  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** Else a run that ends early has trained the last of its trials. */
  @Test
  void whoWaitsForItGoesOnInTheOrderOfArrival() throws InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    try (ClusterConnection connection =
        new ClusterConnection(
            () -> {
              await(connected);
              return connect();
            })) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        Thread thread =
            new Thread(
                () -> {
                  connection.get();
                  order.add(number);
                });
        threads.add(thread);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
      connected.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }

    // One that is held up on its way to the list is behind at most all the others.
    assertThat(pairsInOrder(order)).isGreaterThan(THREADS * (THREADS - 1) / 2 * 3 / 4);
    assertThat(attempts).hasValue(1);
    assertThat(closed).hasValue(1);
  }

  @Test
  void aRefusalIsForAllAndNobodyAsksAgain() {
    try (ClusterConnection connection =
        new ClusterConnection(
            () -> {
              attempts.incrementAndGet();
              throw new ClusterException("nobody answers");
            })) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(connection::get)
            .isInstanceOf(ClusterException.class)
            .hasMessage("nobody answers");
      }
    }

    assertThat(attempts).hasValue(1);
  }

  private static long pairsInOrder(List<Integer> order) {
    return IntStream.range(0, order.size())
        .mapToLong(i -> order.subList(0, i).stream().filter(n -> n < order.get(i)).count())
        .sum();
  }

  private Cluster connect() {
    attempts.incrementAndGet();
    return new Cluster() {
      @Override
      public void train(Supplier<Work> work, Consumer<String> events) {}

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
