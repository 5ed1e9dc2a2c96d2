package optbench.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mirror on the loopback interface that behaves, or misbehaves, as told. */
final class MirrorServer implements AutoCloseable {
  /** How to answer a request for a file. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange, byte[] file) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();

  MirrorServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.start();
  }

  /** A mirror of a directory of its own, all of whose files behave alike. */
  URI mirror(String directory, TinyArchive files, Behaviour behaviour) {
    for (IdxFile file : files.archive.files()) {
      String path = "/" + directory + "/" + file.name() + ".gz";
      byte[] content = files.gzipped(file);
      server.createContext(
          path,
          exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(directory + (range == null ? "" : " " + range));
            try (exchange) {
              behaviour.answer(exchange, content);
            }
          });
    }
    return uri(directory);
  }

  URI uri(String directory) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + directory + "/");
  }

  /** Each request so far: the directory, and the range where one was asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  static void send(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Does all that a good server does. */
  static void honest(HttpExchange exchange, byte[] file) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      send(exchange, file);
      return;
    }
    int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    if (from >= file.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    byte[] rest = Arrays.copyOfRange(file, from, file.length);
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    exchange.sendResponseHeaders(206, rest.length);
    exchange.getResponseBody().write(rest);
  }

  /** Sends the whole file, whatever range was asked for. */
  static void ignoringRanges(HttpExchange exchange, byte[] file) throws IOException {
    send(exchange, file);
  }

  static void notFound(HttpExchange exchange, byte[] file) throws IOException {
    exchange.sendResponseHeaders(404, -1);
  }

  /** Announces all of it, sends half of it, and hangs up. */
  static void truncating(HttpExchange exchange, byte[] file) throws IOException {
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file, 0, file.length / 2);
    exchange.getResponseBody().flush();
  }

  /** Announces no length, sends half of it, and ends well. */
  static void endingEarly(HttpExchange exchange, byte[] file) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(file, 0, file.length / 2);
  }

  /** Announces a terabyte. */
  static void boasting(HttpExchange exchange, byte[] file) throws IOException {
    exchange.sendResponseHeaders(200, 1L << 40);
    exchange.getResponseBody().flush();
  }

  /** Sends without an end, and without saying so. */
  static void endless(HttpExchange exchange, byte[] file) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      while (true) {
        body.write(new byte[1 << 14]); // ends when the other side hangs up
      }
    }
  }

  /** Sends half of it, then nothing until the server closes. */
  void stalling(HttpExchange exchange, byte[] file) throws IOException {
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file, 0, file.length / 2);
    exchange.getResponseBody().flush();
    awaitClose();
  }

  /** Takes the request and never answers. */
  void silent(HttpExchange exchange, byte[] file) {
    awaitClose();
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
