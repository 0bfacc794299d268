package io.oras.tests.faults;

import static io.oras.tests.faults.Bench.BIG;
import static io.oras.tests.faults.Bench.BIG_BLOB;
import static io.oras.tests.faults.Bench.BLOB;
import static io.oras.tests.faults.Bench.MANIFEST;
import static io.oras.tests.faults.Bench.UPLOAD;
import static io.oras.tests.faults.Bench.UPLOADS;
import static io.oras.tests.faults.NetworkFault.READING;
import static io.oras.tests.faults.NetworkFault.WRITING;
import static io.oras.tests.faults.NetworkFault.ending;
import static io.oras.tests.faults.NetworkFault.passing;

import io.oras.api.error.AccessDeniedException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RateLimitedException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.TransportException;
import io.oras.api.model.MediaType;
import io.oras.tests.faults.Bench.Operation;
import io.oras.tests.registry.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The table of all that a registry does wrong. An upload whose first answer is lost is lost too.
 */
final class NetworkFaults {
  private static final int OFFSETS = 10;
  private static final String HTML = "<html><body><h1>Bad Gateway</h1></body></html>";

  private NetworkFaults() {}

  private static Fault on(String method, String path) {
    return Fault.on(method, path);
  }

  static Stream<NetworkFault> all(Random random) {
    return Stream.of(
            connections(),
            offsets(random),
            stalls(),
            bodies(),
            statuses(),
            delays(),
            uploads(),
            manifests(),
            redirects(),
            strangers())
        .flatMap(rows -> rows);
  }

  private static Stream<NetworkFault> connections() {
    return Stream.of(
        passing("reset before a blob", READING, on("GET", BLOB).nth(1).noAnswer()),
        passing("reset before a manifest", READING, on("GET", MANIFEST).nth(1).noAnswer()),
        passing("reset in a manifest", READING, on("GET", MANIFEST).nth(1).cutResponse(100)),
        ending(
            "always reset in a manifest",
            READING,
            TransportException.class,
            on("GET", MANIFEST).cutResponse(100)),
        passing("reset before a look", WRITING, on("HEAD", BLOB).nth(1).noAnswer()),
        passing("reset before an upload", WRITING, on("POST", UPLOADS).nth(1).noAnswer()).losing(1),
        ending(
            "always reset before a blob",
            READING,
            TransportException.class,
            on("GET", BIG_BLOB).noAnswer()),
        ending(
            "download always reset",
            READING,
            TransportException.class,
            on("GET", BIG_BLOB).cutResponse(20_000)),
        ending(
            "upload always reset",
            WRITING,
            TransportException.class,
            on("PUT", UPLOAD).cutRequest(200_000)),
        ending(
                "always reset before an upload",
                WRITING,
                TransportException.class,
                on("POST", UPLOADS).noAnswer())
            .losing(6),
        ending(
            "always reset after the manifest",
            WRITING,
            TransportException.class,
            on("PUT", MANIFEST).cutRequest(0)));
  }

  private static Stream<NetworkFault> offsets(Random random) {
    return random
        .ints(OFFSETS, 0, BIG.length)
        .boxed()
        .flatMap(
            at ->
                Stream.of(
                    passing(
                        "download reset at " + at,
                        READING,
                        on("GET", BIG_BLOB).nth(1).cutResponse(at)),
                    passing("upload reset at " + at, WRITING, big(at))));
  }

  /** Of the uploads only the big one is that long. */
  private static Fault big(int at) {
    return on("PUT", UPLOAD).first(1).cutRequest(at);
  }

  private static Stream<NetworkFault> stalls() {
    return Stream.of(
        passing("download stalls", READING)
            .stalling(new Stall("GET", BIG_BLOB, false, Stall.IN_THE_BODY)),
        passing("answer stalls", READING)
            .stalling(new Stall("GET", BIG_BLOB, false, Stall.BEFORE_THE_HEAD)),
        passing("upload stalls", WRITING)
            .losing(1)
            .stalling(new Stall("PUT", UPLOAD, false, Stall.BEFORE_THE_HEAD)),
        ending("every download stalls", READING, TransportException.class)
            .stalling(new Stall("GET", BIG_BLOB, true, Stall.IN_THE_BODY)),
        ending("every manifest stalls", WRITING, TransportException.class)
            .stalling(new Stall("PUT", MANIFEST, true, Stall.BEFORE_THE_HEAD)));
  }

  private static Stream<NetworkFault> bodies() {
    byte[] shorter = Arrays.copyOf(BIG, BIG.length - 1);
    byte[] longer = Arrays.copyOf(BIG, BIG.length + 1);
    byte[] huge = new byte[5 << 20];
    return Stream.of(
        passing(
            "short body of unknown length",
            READING,
            on("GET", BIG_BLOB).nth(1).body(shorter).unknownLength()),
        ending(
            "short body",
            READING,
            ContentVerificationException.class,
            on("GET", BIG_BLOB).body(shorter)),
        ending(
            "long body",
            READING,
            ContentVerificationException.class,
            on("GET", BIG_BLOB).body(longer)),
        ending(
            "long body of unknown length",
            READING,
            ContentVerificationException.class,
            on("GET", BIG_BLOB).body(longer).unknownLength()),
        ending(
            "empty body",
            READING,
            ContentVerificationException.class,
            on("GET", BIG_BLOB).body(new byte[0])),
        ending(
            "wrong byte",
            READING,
            ContentVerificationException.class,
            on("GET", BIG_BLOB).corrupt()),
        ending(
            "wrong byte in a manifest",
            READING,
            ContentVerificationException.class,
            on("GET", MANIFEST).corrupt()),
        ending(
            "manifest without end",
            READING,
            LimitExceededException.class,
            on("GET", MANIFEST).body(huge).unknownLength()));
  }

  private static Stream<NetworkFault> statuses() {
    return IntStream.of(408, 429, 500, 503, 522)
        .boxed()
        .flatMap(
            status ->
                Stream.of(
                    passing(
                        "burst of " + status + " on blobs",
                        READING,
                        on("GET", BLOB).first(3).answer(status)),
                    passing(
                        "burst of " + status + " on uploads",
                        WRITING,
                        on("POST", UPLOADS).first(3).answer(status)),
                    passing(
                        "burst of " + status + " on the last PUT",
                        WRITING,
                        on("PUT", UPLOAD).first(2).answer(status)),
                    ending(
                        "only " + status + " on manifests",
                        READING,
                        typeOf(status),
                        on("GET", MANIFEST).answer(status, "text/html", HTML)),
                    ending(
                        "only " + status + " on the last PUT",
                        WRITING,
                        typeOf(status),
                        on("PUT", UPLOAD).answer(status, "text/html", HTML))));
  }

  private static Class<? extends OrasException> typeOf(int status) {
    return status == 429 ? RateLimitedException.class : RegistryException.class;
  }

  private static Stream<NetworkFault> delays() {
    return Stream.of(429, 503)
        .flatMap(
            status -> {
              Fault get = on("GET", BIG_BLOB);
              Fault put = on("PUT", MANIFEST);
              return Stream.of(
                  after(status + " for 40 s", READING, get.first(2).answer(status), "40"),
                  after(status + " for 40 s", WRITING, put.first(2).answer(status), "40"),
                  passing(
                          status + " until a date",
                          READING,
                          get.nth(1).answer(status).header("Retry-After", () -> date(42)))
                      .waiting(Duration.ofSeconds(40)),
                  passing(
                      status + " until yesterday",
                      READING,
                      get.nth(1).answer(status).header("Retry-After", () -> date(-86_400))),
                  passing(
                      status + " until nonsense",
                      READING,
                      get.nth(1).answer(status).header("Retry-After", "soon; -3")),
                  passing(
                      status + " for no number",
                      READING,
                      get.nth(1).answer(status).header("Retry-After", "9".repeat(400))),
                  ending(
                      status + " for a day",
                      READING,
                      typeOf(status),
                      get.nth(1).answer(status).header("Retry-After", "86400")));
            });
  }

  /**
   * The date after so many seconds, by the clock of the registry, which sends it in each answer.
   */
  private static String date(long seconds) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.now().plusSeconds(seconds).atZone(ZoneOffset.UTC));
  }

  private static NetworkFault after(String name, Set<Operation> during, Fault fault, String delay) {
    return passing(name, during, fault.header("Retry-After", delay))
        .waiting(Duration.ofSeconds(40));
  }

  private static String error(String code) {
    return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"no\",\"detail\":{\"a\":[1]}}]}";
  }

  private static Stream<NetworkFault> uploads() {
    Fault put = on("PUT", UPLOAD);
    return Stream.of(
        passing("answer of the last PUT lost", WRITING, put.nth(1).noAnswer()),
        passing("answer of the last PUT is 502", WRITING, put.nth(1).status(502)),
        passing("every answer of the last PUT lost", WRITING, put.noAnswer()),
        passing("416", WRITING, put.nth(1).answer(416)),
        passing(
                "session unknown",
                WRITING,
                put.nth(1).answer(404, "application/json", error("BLOB_UPLOAD_UNKNOWN")))
            .losing(1),
        passing(
                "session invalid",
                WRITING,
                put.nth(1).answer(400, "application/json", error("BLOB_UPLOAD_INVALID")))
            .losing(1),
        ending(
                "session always unknown",
                WRITING,
                NotFoundException.class,
                put.answer(404, "application/json", error("BLOB_UPLOAD_UNKNOWN")))
            .losing(4),
        ending(
            "digest refused",
            WRITING,
            RegistryException.class,
            put.answer(400, "application/json", error("DIGEST_INVALID"))),
        ending(
                "no Location",
                WRITING,
                RegistryException.class,
                on("POST", UPLOADS).withoutHeader("Location"))
            .losing(1),
        ending(
                "impossible Location",
                WRITING,
                RegistryException.class,
                on("POST", UPLOADS).header("Location", "http://[::bad"))
            .losing(1),
        ending(
            "upload answered with a web page",
            WRITING,
            RegistryException.class,
            on("POST", UPLOADS).answer(200, "text/html", HTML)));
  }

  private static Stream<NetworkFault> manifests() {
    String type = MediaType.OCI_MANIFEST.value();
    Fault get = on("GET", MANIFEST);
    return Stream.of(
        passing("blobs are said to be there", WRITING, on("HEAD", BLOB).answer(200)),
        passing("answer to the manifest lost", WRITING, on("PUT", MANIFEST).nth(1).noAnswer()),
        ending(
            "blobs always missing",
            WRITING,
            RegistryException.class,
            on("PUT", MANIFEST).answer(400, "application/json", error("MANIFEST_BLOB_UNKNOWN"))),
        ending(
            "half a manifest",
            READING,
            InvalidManifestException.class,
            get.answer(200, type, "{\"a")),
        ending("no JSON", READING, InvalidManifestException.class, get.answer(200, type, HTML)),
        ending(
            "a web page for a manifest",
            READING,
            InvalidManifestException.class,
            get.answer(200, "text/html", HTML)),
        ending(
            "a path for a digest",
            READING,
            InvalidManifestException.class,
            get.answer(200, type, traversal())));
  }

  private static String traversal() {
    return "{\"schemaVersion\":2,\"mediaType\":\""
        + MediaType.OCI_MANIFEST.value()
        + "\",\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"sha256:../../../etc\",\"size\":2},\"layers\":[]}";
  }

  private static Stream<NetworkFault> redirects() {
    return Stream.of(
        ending(
            "blob redirects to itself",
            READING,
            TransportException.class,
            on("GET", BIG_BLOB).redirect(307, "?again")),
        ending(
            "upload redirects to itself",
            WRITING,
            TransportException.class,
            on("POST", UPLOADS).redirect(307, "?again")),
        ending(
            "redirect to no URL",
            READING,
            TransportException.class,
            on("GET", BIG_BLOB).redirect(302, "file:///etc/passwd")),
        ending(
            "redirect to nowhere",
            READING,
            RegistryException.class,
            on("GET", BIG_BLOB).answer(307)));
  }

  /** What is between client and registry, and no registry at all. */
  private static Stream<NetworkFault> strangers() {
    return Stream.of(
        ending(
            "HTML 403",
            READING,
            AccessDeniedException.class,
            on("GET", BLOB).answer(403, "text/html", HTML)),
        ending(
            "HTML 404",
            READING,
            NotFoundException.class,
            on("GET", BLOB).answer(404, "text/html", HTML)),
        ending(
            "HTML 403 to POST",
            WRITING,
            AccessDeniedException.class,
            on("POST", UPLOADS).answer(403, "text/html", HTML)),
        ending(
            "half an error",
            READING,
            RegistryException.class,
            on("GET", MANIFEST).answer(400, "application/json", "{\"errors\":[{\"co")),
        ending(
            "errors that are none",
            READING,
            RegistryException.class,
            on("GET", MANIFEST).answer(400, "application/json", "{\"errors\":[null,3,{}]}")));
  }
}
