package io.oras.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends only the requests of a push: HEAD, POST and PUT for each file of the working directory, on
 * five threads. The result is the cost of the JDK's client.
 */
public final class BareRequests {
  private static final int THREADS = 5;

  /** Sends a request and returns its {@code Location}. */
  private interface Sender {
    @Nullable String send(String method, URI uri, @Nullable Path body, int wanted)
        throws IOException, InterruptedException;
  }

  private BareRequests() {}

  /** {@code client} or {@code connection}, and the URL of a repository. */
  public static void main(String[] arguments) throws Exception {
    Sender sender = arguments[0].equals("client") ? client() : BareRequests::connection;
    ConcurrentLinkedQueue<Path> files;
    try (Stream<Path> all = Files.list(Path.of(""))) {
      files = new ConcurrentLinkedQueue<>(all.toList());
    }
    List<FutureTask<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      FutureTask<Boolean> task = new FutureTask<>(() -> push(sender, arguments[1], files));
      tasks.add(task);
      new Thread(task).start();
    }
    for (FutureTask<Boolean> task : tasks) {
      task.get();
    }
    System.exit(0);
  }

  private static boolean push(Sender sender, String repository, ConcurrentLinkedQueue<Path> files)
      throws IOException, InterruptedException {
    for (Path file = files.poll(); file != null; file = files.poll()) {
      String digest = Samples.digest(file);
      String blobs = repository + "/blobs/";
      sender.send("HEAD", URI.create(blobs + digest), null, 404);
      String session = sender.send("POST", URI.create(blobs + "uploads/"), null, 202);
      sender.send("PUT", URI.create(session + "&digest=" + digest), file, 201);
    }
    return true;
  }

  private static Sender client() {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .build();
    return (method, uri, body, wanted) -> {
      HttpRequest.BodyPublisher publisher =
          body == null ? BodyPublishers.noBody() : BodyPublishers.ofFile(body);
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(uri).method(method, publisher).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      require(wanted, answer.statusCode(), uri);
      return answer.headers().firstValue("Location").orElse(null);
    };
  }

  private static @Nullable String connection(
      String method, URI uri, @Nullable Path body, int wanted) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    if (!method.equals("HEAD")) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body == null ? 0 : Files.size(body));
      try (OutputStream out = connection.getOutputStream()) {
        if (body != null) {
          Files.copy(body, out);
        }
      }
    }
    require(wanted, connection.getResponseCode(), uri);
    try (InputStream answer =
        wanted < 400 ? connection.getInputStream() : InputStream.nullInputStream()) {
      answer.readAllBytes();
    }
    return connection.getHeaderField("Location");
  }

  private static void require(int wanted, int got, URI uri) throws IOException {
    if (got != wanted) {
      throw new IOException(uri + " answered " + got);
    }
  }
}
