package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialStores;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RetryPolicy;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryQuirk;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.ClosedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each message on the page about troubleshooting is that of a real failure, and the other way. */
class TroubleshootingTest {
  private static final Pattern MESSAGE = Pattern.compile("(?m)^### `(.*)`$");

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
        InProcessRegistry secure = InProcessRegistry.builder().tls(true).start();
        Oras oras = client().build();
        Oras once = client().retry(RetryPolicy.none()).build()) {
      String app = open.host() + "/team/app";
      oras.push(app + ":v1", hello());
      oras.push(fixed.host() + "/team/app:v1", hello());
      Files.writeString(folder.resolve("hello.txt"), "mine");
      for (Failure failure : failures(open, locked, fixed, secure, oras, once, app)) {
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
      InProcessRegistry secure,
      Oras oras,
      Oras once,
      String app) {
    return List.of(
        new Failure(
            "connection refused by localhost:… (while trying 6 times in … s, fetching manifest v1 of localhost:…/team/app)",
            () -> {
              try (ClosedPort port = new ClosedPort()) {
                oras.pull("localhost:" + port.number() + "/team/app:v1", folder);
              }
            }),
        new Failure(
            "unknown host: no-such-host.invalid",
            () -> oras.pull("no-such-host.invalid/team/app:v1", folder)),
        new Failure(
            "requires a password: put the password into the URL of the proxy",
            () -> {
              int proxy = serverThatAnswers("407 Proxy Authentication Required");
              try (Oras proxied =
                  client()
                      .retry(RetryPolicy.none())
                      .proxy(
                          ProxySelector.of(
                              new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy)))
                      .registry("registry.invalid", r -> r.plainHttp(true))
                      .build()) {
                proxied.resolve("registry.invalid/team/app:v1");
              }
            }),
        new Failure(
            "the certificate of … is not trusted: … unable to find valid certification path to requested target",
            () -> {
              try (Oras strict =
                  client().registry(secure.otherHost(), r -> r.plainHttp(false)).build()) {
                strict.resolve(secure.otherHost() + "/team/app:v1");
              }
            }),
        new Failure(
            "localhost:… closed the connection before it answered",
            () -> once.resolve(secure.otherHost() + "/team/app:v1")),
        new Failure(
            "localhost:… does not speak TLS; is it a plain http registry?",
            () -> {
              String plain = "localhost:" + serverThatAnswers("400 Bad Request");
              try (Oras strict =
                  client()
                      .retry(RetryPolicy.none())
                      .registry(plain, r -> r.plainHttp(false))
                      .build()) {
                strict.pull(plain + "/team/app:v1", folder);
              }
            }),
        new Failure(
            "503: Service Unavailable", () -> answered(open, 503, () -> oras.fetch(app + ":v1"))),
        new Failure(
            "429: Too Many Requests",
            () -> answered(open, 429, () -> once.pull(app + ":v1", folder))),
        new Failure(
            "not done within the timeout of 100 ms",
            () -> {
              open.fault(Fault.on("GET", ".*/manifests/v1").hold(new RequestGate()));
              try (Oras withTimeout =
                  Oras.builder()
                      .installedCredentials(InstalledCredentials.none())
                      .timeout(Duration.ofMillis(100))
                      .build()) {
                withTimeout.fetch(app + ":v1");
              } finally {
                open.clearFaults();
              }
            }),
        new Failure(
            "the client is closed",
            () -> {
              Oras closed = client().build();
              closed.close();
              closed.resolve(app + ":v1");
            }),
        new Failure(
            "401 UNAUTHORIZED: … credential not found for …; log in",
            () -> oras.pull(locked.host() + "/team/app:v1", folder)),
        new Failure(
            "the credentials for … were refused",
            () -> {
              try (Oras wrong =
                  client().credential(locked.host(), Credential.basic("user", "wrong")).build()) {
                wrong.resolve(locked.host() + "/team/app:v1");
              }
            }),
        new Failure("403: Forbidden", () -> answered(open, 403, () -> oras.fetch(app + ":v1"))),
        new Failure(
            "the credential helper docker-credential-none is not on the PATH; install it, or remove it from the configuration",
            () -> withConfig("{\"credsStore\": \"none\"}", locked)),
        new Failure("is not JSON at line 1, column …", () -> withConfig("{\"auths\"", locked)),
        new Failure(
            "invalid reference 'app:v1': the registry is missing",
            () -> oras.push("app:v1", hello())),
        new Failure(
            "no tag or digest specified; add :tag or @digest", () -> oras.pull(app, folder)),
        new Failure(
            "a repository has no tag and no digest; Oras.at names an artifact",
            () -> oras.repository(app + ":v1")),
        new Failure(
            "expected scheme://location#tag",
            () -> oras.fetch("oci-layout:" + folder + "/none:v1")),
        new Failure(
            "write the tag or digest after '#', as in oci-layout:///srv/app#v1",
            () -> oras.fetch("oci-layout:///srv/app:v1")),
        new Failure("404 MANIFEST_UNKNOWN", () -> oras.pull(app + ":v7", folder)),
        new Failure(
            "invalid OCI Image Layout: it has no file oci-layout",
            () -> oras.layout(folder.resolve("empty")).resolve("v1")),
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
            "the response is too long (limit manifestBytes: 100)",
            () -> {
              try (Oras small = client().limits(l -> l.manifestBytes(100)).build()) {
                small.fetch(app + ":v1");
              }
            }),
        new Failure(
            "v1 has 0 referrers of type application/spdx+json",
            () ->
                oras.pull(
                    app + ":v1", folder, o -> o.referrer(new MediaType("application/spdx+json")))),
        new Failure(
            "only images have a platform, but the config has the type application/vnd.oci.empty.v1+json",
            () -> oras.pull(app + ":v1", folder, o -> o.platform(Platform.of("linux", "amd64")))),
        new Failure("an attached artifact needs a type", () -> oras.attach(app + ":v1", hello())),
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
            "this registry cannot remove tags",
            () -> oras.repository(fixed.host() + "/team/app").untag("v1")),
        new Failure(
            "no HttpTransportProvider named 'netty' is installed (found: …); use one of these, or add the artifact that provides it",
            () -> client().transport("netty").build().resolve(app + ":v1")));
  }

  /** Runs the action while the registry answers with this status for the manifest v1. */
  private static void answered(InProcessRegistry registry, int status, Action action)
      throws Exception {
    registry.fault(Fault.on("GET", ".*/manifests/v1").answer(status));
    try {
      action.run();
    } finally {
      registry.clearFaults();
    }
  }

  private void withConfig(String config, InProcessRegistry registry) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), config);
    try (Oras configured = client().credentials(CredentialStores.open(file)).build()) {
      configured.resolve(registry.host() + "/team/app:v1");
    }
  }

  /** Starts a server of plain HTTP that answers one request with this status. */
  private static int serverThatAnswers(String status) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try (server;
                  Socket socket = server.accept()) {
                // Closing a socket with unread bytes resets the connection.
                int unused = socket.getInputStream().read(new byte[16 << 10]);
                socket
                    .getOutputStream()
                    .write(("HTTP/1.0 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server.getLocalPort();
  }
}
