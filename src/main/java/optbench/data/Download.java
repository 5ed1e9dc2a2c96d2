package optbench.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One file from one mirror into one part file. The client's own timeouts cover neither the look-up
 * of the host nor the body, so the request runs in a thread of its own, and is watched from here.
 */
final class Download {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final HttpClient client;
  private final URI source;
  private final Path part;
  private final Patience patience;
  private final DownloadProgress progress;

  Download(HttpClient client, URI source, Path part, Patience patience, DownloadProgress progress) {
    this.client = client;
    this.source = source;
    this.part = part;
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * Receives the rest of the file.
   *
   * @param offset bytes of the part to keep and go on after
   * @param limit on the size of the file
   * @return the offset that was gone on from: 0 where the server sends the whole file anyway
   * @throws PartFile.LocalFailure if the part cannot be written
   * @throws IOException if the mirror fails; what has arrived stays
   */
  long run(long offset, long limit) throws IOException, InterruptedException {
    Transfer transfer = new Transfer(offset, limit);
    FutureTask<Long> task = new FutureTask<>(transfer::perform);
    Thread thread = new Thread(task, "download " + source);
    thread.setDaemon(true);
    thread.start();
    try {
      return await(task, transfer);
    } catch (ExecutionException e) {
      throw unwrap(e.getCause());
    } finally {
      transfer.giveUp();
      task.cancel(true);
    }
  }

  private long await(FutureTask<Long> task, Transfer transfer)
      throws IOException, InterruptedException, ExecutionException {
    long started = System.nanoTime();
    long lastChange = started;
    long seen = Transfer.NO_ANSWER;
    while (true) {
      try {
        return task.get(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        long now = System.nanoTime();
        long bytes = transfer.bytes();
        if (bytes != seen) {
          seen = bytes;
          lastChange = now;
        }
        boolean answered = seen != Transfer.NO_ANSWER;
        Duration quiet = answered ? patience.stall() : patience.answer();
        if (now - lastChange >= quiet.toNanos()) {
          String what = answered ? "sent nothing for " : "no answer within ";
          throw new IOException(what + seconds(quiet), e);
        }
        if (now - started >= patience.total().toNanos()) {
          throw new IOException("took longer than " + seconds(patience.total()), e);
        }
      }
    }
  }

  /** The client wraps what a body subscriber reports; what is local must be told from the rest. */
  private static IOException unwrap(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PartFile.LocalFailure local) {
        return local;
      }
    }
    return failure instanceof IOException io ? io : new IOException(failure.toString(), failure);
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() < 1000 ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
  }

  /** The exchange itself. */
  private final class Transfer {
    static final long NO_ANSWER = -1;

    private final long offset;
    private final long limit;
    private PartFile file;
    private boolean givenUp;

    Transfer(long offset, long limit) {
      this.offset = offset;
      this.limit = limit;
    }

    long perform() throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(source).header("User-Agent", "optbench").GET();
      if (offset > 0) {
        request.header("Range", "bytes=" + offset + "-");
      }
      HttpResponse<Void> response = client.send(request.build(), this::receive);
      return response.statusCode() == OK ? 0 : offset;
    }

    private HttpResponse.BodySubscriber<Void> receive(HttpResponse.ResponseInfo answer) {
      int status = answer.statusCode();
      if (status == RANGE_NOT_SATISFIABLE && offset > 0) {
        return new Refusal(null); // There is no more: the part is complete, or not of this file.
      }
      if (status != OK && status != PARTIAL_CONTENT) {
        return new Refusal(new IOException("HTTP " + status));
      }
      long from = status == OK ? 0 : offset;
      String range = answer.headers().firstValue("Content-Range").orElse("");
      if (status == PARTIAL_CONTENT && !range.startsWith("bytes " + offset + "-")) {
        return new Refusal(new IOException("sent a range that was not asked for: " + range));
      }
      long announced = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
      if (from + announced > limit) {
        return new Refusal(
            new IOException(
                "announces " + (from + announced) + " bytes, at most " + limit + " expected"));
      }
      return open(from, announced < 0 ? -1 : from + announced);
    }

    private synchronized HttpResponse.BodySubscriber<Void> open(long from, long total) {
      if (givenUp) {
        return new Refusal(new IOException("was given up"));
      }
      try {
        String name = part.getFileName().toString().replace(".part", "");
        file = new PartFile(part, from, limit, bytes -> progress.received(name, bytes, total));
        return file;
      } catch (PartFile.LocalFailure e) {
        return new Refusal(e);
      }
    }

    synchronized long bytes() {
      return file == null ? NO_ANSWER : file.bytes();
    }

    synchronized void giveUp() {
      givenUp = true;
      if (file != null) {
        file.abandon();
      }
    }
  }

  /** Does not listen to a body, however long it may be. */
  private static final class Refusal implements HttpResponse.BodySubscriber<Void> {
    private final CompletableFuture<Void> body = new CompletableFuture<>();
    private final IOException reason;

    /**
     * @param reason what to fail with; null to end well
     */
    Refusal(IOException reason) {
      this.reason = reason;
    }

    @Override
    public CompletionStage<Void> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
      if (reason == null) {
        body.complete(null);
      } else {
        body.completeExceptionally(reason);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> ignored) {}

    @Override
    public void onError(Throwable problem) {
      body.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {}
  }
}
