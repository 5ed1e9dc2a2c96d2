package optbench.data;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;
import optbench.file.InPlace;

/**
 * Takes the body of a response into a file as it arrives, from an offset on, and never beyond a
 * limit. What has arrived stays when the rest does not, for a later attempt to go on from.
 */
final class PartFile implements HttpResponse.BodySubscriber<Void> {
  private final CompletableFuture<Void> body = new CompletableFuture<>();
  private final Path path;
  private final FileChannel channel;
  private final long limit;
  private final LongConsumer progress;
  private Flow.Subscription subscription;
  private long bytes;
  private boolean open = true;

  /**
   * Opens the file, and cuts it off at {@code offset}.
   *
   * @throws LocalFailure if that cannot be done, or another download is writing it
   */
  PartFile(Path path, long offset, long limit, LongConsumer progress) throws LocalFailure {
    this.path = path;
    this.limit = limit;
    this.progress = progress;
    this.bytes = offset;
    FileChannel opened = null;
    try {
      opened = InPlace.open(path);
      FileLock lock = opened.tryLock();
      if (lock == null) {
        throw new IOException("another download is writing it");
      }
      opened.truncate(offset).position(offset);
      channel = opened;
    } catch (IOException | OverlappingFileLockException e) {
      closeQuietly(opened);
      throw new LocalFailure(path, e);
    }
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written; what made us close it is what gets reported.
      }
    }
  }

  /** Bytes in the file. */
  synchronized long bytes() {
    return bytes;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return body;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription toBody) {
    subscription = toBody;
    if (open) {
      toBody.request(1);
    } else {
      toBody.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (write(buffers)) {
      progress.accept(bytes());
      subscription.request(1);
    }
  }

  private synchronized boolean write(List<ByteBuffer> buffers) {
    if (!open) {
      return false;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        if (bytes + buffer.remaining() > limit) {
          return stop(new IOException("sends more than the " + limit + " bytes it may have"));
        }
        while (buffer.hasRemaining()) {
          bytes += channel.write(buffer);
        }
      }
      return true;
    } catch (IOException e) {
      return stop(new LocalFailure(path, e));
    }
  }

  private boolean stop(IOException problem) {
    subscription.cancel();
    close(problem);
    return false;
  }

  @Override
  public void onError(Throwable problem) {
    close(problem);
  }

  @Override
  public void onComplete() {
    close(null);
  }

  /** Stops writing; safe to call at any time, any number of times, from any thread. */
  void abandon() {
    close(new IOException("was given up"));
  }

  private synchronized void close(Throwable problem) {
    if (!open) {
      return;
    }
    open = false;
    Throwable outcome = problem;
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      outcome = outcome == null ? e : outcome;
    }
    if (outcome == null) {
      body.complete(null);
    } else {
      body.completeExceptionally(outcome);
    }
  }

  /** The trouble is on this machine: another mirror would not help. */
  static final class LocalFailure extends IOException {
    LocalFailure(Path path, Exception cause) {
      super(path + ": cannot be written (" + Failures.describe(cause) + ").", cause);
    }
  }
}
