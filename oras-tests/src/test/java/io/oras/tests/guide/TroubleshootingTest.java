package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RetryPolicy;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryQuirk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each message on the page about troubleshooting is that of a real failure, and the other way. */
class TroubleshootingTest {
  private static final Pattern MESSAGE = Pattern.compile("(?m)^## `(.*)`$");

  /** What a user does, and the message on the page for what comes of it. */
  private record Failure(String message, Action action) {}

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  @TempDir Path folder;

  private static OrasBuilder client() {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .testing(t -> t.sleeper(duration -> {}));
  }

  private static Artifact hello() {
    return Artifact.of(Layer.ofText("hello").withTitle("hello.txt"));
  }

  @Test
  void everyMessageOnThePageIsProduced() throws Exception {
    List<String> onPage =
        MESSAGE
            .matcher(GuideCode.page("troubleshooting.md"))
            .results()
            .map(match -> match.group(1))
            .toList();
    List<String> produced = new ArrayList<>();
    try (InProcessRegistry open = InProcessRegistry.start();
        InProcessRegistry locked =
            InProcessRegistry.builder().auth(Auth.basic("user", "password")).start();
        InProcessRegistry fixed =
            InProcessRegistry.builder().quirk(RegistryQuirk.NO_DELETES).start();
        Oras oras = client().build();
        Oras once = client().retry(RetryPolicy.none()).build()) {
      String app = open.host() + "/team/app";
      oras.push(app + ":v1", hello());
      oras.push(fixed.host() + "/team/app:v1", hello());
      Files.writeString(folder.resolve("hello.txt"), "mine");
      for (Failure failure : failures(open, locked, fixed, oras, once, app)) {
        Exception thrown = assertThrows(Exception.class, failure.action()::run, failure.message());
        String message = String.valueOf(thrown.getMessage());
        String[] parts = failure.message().split("…", -1);
        int from = 0;
        for (String part : parts) {
          int found = message.indexOf(part, from);
          assertTrue(found >= 0, () -> "'" + failure.message() + "' is not in: " + message);
          from = found + part.length();
        }
        produced.add(failure.message());
      }
    }
    assertEquals(onPage, produced);
  }

  private List<Failure> failures(
      InProcessRegistry open,
      InProcessRegistry locked,
      InProcessRegistry fixed,
      Oras oras,
      Oras once,
      String app)
      throws IOException {
    int free = free();
    return List.of(
        new Failure(
            "connection refused by localhost:… (while trying 6 times in … s, fetching manifest v1 of localhost:…/team/app)",
            () -> oras.pull("localhost:" + free + "/team/app:v1", folder)),
        new Failure(
            "unknown host: no-such-host.invalid",
            () -> oras.pull("no-such-host.invalid/team/app:v1", folder)),
        new Failure("404 MANIFEST_UNKNOWN", () -> oras.pull(app + ":v7", folder)),
        new Failure(
            "401 UNAUTHORIZED: … credential not found for …; log in",
            () -> oras.pull(locked.host() + "/team/app:v1", folder)),
        new Failure(
            "localhost:… does not speak TLS; is it a plain http registry?",
            () -> {
              String plain = "localhost:" + plainServer();
              try (Oras secure =
                  client()
                      .retry(RetryPolicy.none())
                      .registry(plain, r -> r.plainHttp(false))
                      .build()) {
                secure.pull(plain + "/team/app:v1", folder);
              }
            }),
        new Failure(
            "429: Too Many Requests",
            () -> {
              open.fault(Fault.on("GET", ".*/manifests/v1").answer(429));
              try {
                once.pull(app + ":v1", folder);
              } finally {
                open.clearFaults();
              }
            }),
        new Failure(
            "content has the digest sha256:…, expected sha256:…",
            () -> {
              open.fault(Fault.on("GET", ".*/blobs/.*").corrupt());
              try {
                oras.pull(app + ":v1", folder.resolve("other"));
              } finally {
                open.clearFaults();
              }
            }),
        new Failure(
            "hello.txt exists and must not be replaced",
            () -> oras.pull(app + ":v1", folder, o -> o.existing(ExistingFiles.REFUSE))),
        new Failure(
            "the title '../x.txt' contains '..', so no file is written for it",
            () -> {
              oras.push(app + ":up", Artifact.of(Layer.ofText("x").withTitle("../x.txt")));
              oras.pull(app + ":up", folder);
            }),
        new Failure(
            "invalid reference 'app:v1': the registry is missing",
            () -> oras.push("app:v1", hello())),
        new Failure("an attached artifact needs a type", () -> oras.attach(app + ":v1", hello())),
        new Failure(
            "v1 has 0 referrers of type application/spdx+json",
            () ->
                oras.pull(
                    app + ":v1", folder, o -> o.referrer(new MediaType("application/spdx+json")))),
        new Failure(
            "two layers have the title 'a.txt'",
            () ->
                oras.push(
                    app + ":two",
                    Artifact.of(
                        Layer.ofText("a").withTitle("a.txt"),
                        Layer.ofText("b").withTitle("a.txt")))),
        new Failure(
            "405 UNSUPPORTED", () -> oras.repository(fixed.host() + "/team/app").delete("v1")),
        new Failure(
            "the response is longer than the limit of 100 bytes",
            () -> {
              try (Oras small = client().limits(l -> l.manifestBytes(100)).build()) {
                small.fetch(app + ":v1");
              }
            }),
        new Failure(
            "expected scheme://location#tag",
            () -> oras.fetch("oci-layout:" + folder + "/none:v1")),
        new Failure(
            "no HttpTransportProvider named 'netty' is installed (there is …)",
            () -> client().transport("netty").build().resolve(app + ":v1")));
  }

  /**
   * Starts a server that answers one connection as a server of plain HTTP does, whatever it reads.
   */
  private static int plainServer() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try (server;
                  Socket socket = server.accept()) {
                socket
                    .getOutputStream()
                    .write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server.getLocalPort();
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
