package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.oras.api.transport.Headers;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.RegistrySettings;
import io.oras.tests.faults.Bench.Operation;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No secret is in anything that a user, a log or another host sees. */
class CanaryTest {
  private static final String USER = "canary-user";
  private static final String PASSWORD = "canary-password-8c1f";
  private static final String HEADER = "canary-header-5d20";
  private static final String SIGNATURE = "canary-signature-77ab";
  private static final Logger LOGGER = Logger.getLogger("io.oras");

  @TempDir Path temp;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          seen.add("log: " + record.getMessage());
          if (record.getThrown() != null) {
            seen.add("log: " + text(record.getThrown()));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.setLevel(Level.ALL);
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
    LOGGER.setLevel(null);
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "PUSH, none",
    "PULL, none",
    "COPY, none",
    "PUSH, token",
    "PULL, token",
    "COPY, token",
    "PUSH, echo",
    "PULL, echo",
    "COPY, echo",
    "PULL, signed",
    "COPY, signed",
    "PUSH, cut",
    "PULL, cut",
    "COPY, cut"
  })
  void noSecretIsSeenAnywhere(Operation operation, String fault) throws IOException {
    InProcessRegistry guarded =
        InProcessRegistry.builder().auth(Auth.token(USER, PASSWORD)).mounts(false).start();
    Set<String> secrets = new HashSet<>(Set.of(PASSWORD, HEADER));
    secrets.add(
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    try (Bench bench = new Bench(temp.resolve("out"), new FakeTime(), guarded);
        InProcessRegistry otherServer = InProcessRegistry.start()) {
      String signed =
          "http://"
              + otherServer.otherHost()
              + "/v2/x/blobs/"
              + Bench.BIG_DIGEST
              + "?sig="
              + SIGNATURE;
      faults(fault, signed).forEach(guarded::fault);
      Credential credential = Credential.basic(USER, PASSWORD);
      RegistrySettings settings =
          RegistrySettings.builder().headers(Headers.of("X-Secret", HEADER)).build();
      OrasBuilder builder = bench.builder().listener(event -> seen.add("event: " + event));
      builder.credential(guarded.host(), credential).registry(guarded.host(), settings);
      IOException failure = attempt(bench, operation, builder);
      assertEquals(!fault.equals("none"), failure != null, () -> "" + failure);
      if (failure != null) {
        seen.add("exception: " + text(failure));
      }
      seen.add("toString: " + credential + settings);
      guarded.requests().forEach(request -> secrets.addAll(tokens(request)));
      for (LoggedRequest request : otherServer.requests()) {
        request.headers().forEach((name, value) -> seen.add("otherServer: " + name + ": " + value));
      }
    }
    secrets.add(SIGNATURE);
    assertFalse(seen.isEmpty());
    assertEquals(
        List.of(), seen.stream().filter(s -> secrets.stream().anyMatch(s::contains)).toList());
  }

  private static IOException attempt(Bench bench, Operation operation, OrasBuilder builder) {
    try (Oras oras = builder.build()) {
      // A token service at 127.0.0.1 is not that of localhost: one name for both ends.
      String host = bench.registry.host();
      Bench.run(operation, oras, host, host, bench.folder);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /** The upload's state in its address is a secret too: who has it writes there. */
  private static List<String> tokens(LoggedRequest request) {
    List<String> found = new ArrayList<>();
    request
        .header("Authorization")
        .ifPresent(value -> found.add(value.substring(value.indexOf(' ') + 1)));
    for (String parameter : request.query().split("&", -1)) {
      if (parameter.startsWith("_state=")) {
        found.add(parameter.substring("_state=".length()));
      }
    }
    return found;
  }

  private static List<Fault> faults(String name, String signed) {
    String echo = "{\"access_token\":\"" + PASSWORD + "\", \"see\":\"" + signed + "\"}";
    return switch (name) {
      case "token" -> List.of(Fault.on("GET", "/token").answer(401, "application/json", echo));
      case "echo" ->
          List.of(
              Fault.on("GET|PUT", "/v2/.*/(blobs|manifests)/.*")
                  .answer(400, "application/json", echo));
      case "signed" -> List.of(Fault.on("GET", Bench.BIG_BLOB).redirect(307, signed));
      case "cut" ->
          List.of(
              Fault.on("GET", Bench.BIG_BLOB).cutResponse(10),
              Fault.on("PUT", Bench.UPLOAD).noAnswer(),
              Fault.on("PUT", Bench.MANIFEST).cutRequest(5));
      default -> List.of();
    };
  }
}
