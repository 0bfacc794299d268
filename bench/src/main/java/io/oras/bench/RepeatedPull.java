package io.oras.bench;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Pulls one file repeatedly in this JVM, in turn with a minimal loop over a socket that hashes and
 * writes: the least time of a verified download in Java.
 */
final class RepeatedPull {
  private static final int BUFFER = 256 << 10;
  private static final int UNCOUNTED = 2;

  private final Settings settings;
  private final int port;

  RepeatedPull(Settings settings, int port) {
    this.settings = settings;
    this.port = port;
  }

  /** Returns the medians and their ratio in Markdown. */
  String run(Path content) throws IOException {
    Path file = content.resolve("file.bin");
    String name = "127.0.0.1:" + port + "/warm:v1";
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    try (Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      oras.push(name, Artifact.of(Layer.of(file)));
      String digest = Samples.digest(file);
      for (int round = 1 - UNCOUNTED; round <= settings.rounds(); round++) {
        Path out = Samples.empty(settings.work().resolve("out"));
        long start = System.nanoTime();
        oras.pull(name, out);
        double pulled = (System.nanoTime() - start) / 1e9;
        Samples.empty(out);
        start = System.nanoTime();
        bare(digest, out.resolve("file.bin"));
        double read = (System.nanoTime() - start) / 1e9;
        if (round > 0) {
          ours.add(pulled);
          bare.add(read);
        }
      }
    }
    double mine = Table.median(ours);
    double least = Table.median(bare);
    return """

        ### W1 pull in a warm JVM (%d rounds)

        | client | wall s | MiB/s | ours / theirs |
        |---|---|---|---|
        | ours | %.3f | %.0f | |
        | bare socket, hash, write | %.3f | %.0f | %.2f |
        """
        .formatted(
            settings.rounds(), mine, speed(file, mine), least, speed(file, least), mine / least);
  }

  private static double speed(Path file, double seconds) throws IOException {
    return Files.size(file) / seconds / (1 << 20);
  }

  private void bare(String digest, Path file) throws IOException {
    try (SocketChannel socket =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      String request =
          "GET /v2/warm/blobs/%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
              .formatted(digest, port);
      socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      MessageDigest sha256 = sha256();
      boolean head = true;
      while (socket.read(buffer) >= 0) {
        buffer.flip();
        if (head) {
          head = !passHead(buffer);
        }
        sha256.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        buffer.clear();
      }
      if (!digest.equals("sha256:" + HexFormat.of().formatHex(sha256.digest()))) {
        throw new IOException("the bare loop read something else than " + digest);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The registry sends the whole head at once, so the first buffer contains it. */
  private static boolean passHead(ByteBuffer buffer) {
    int matched = 0;
    while (buffer.hasRemaining() && matched < 4) {
      byte b = buffer.get();
      if (b == (matched % 2 == 0 ? '\r' : '\n')) {
        matched++;
      } else {
        matched = b == '\r' ? 1 : 0;
      }
    }
    return matched == 4;
  }
}
