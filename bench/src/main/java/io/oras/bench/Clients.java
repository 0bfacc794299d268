package io.oras.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All clients. {@code $BIN} is the program, {@code $TITLE} the only file of a push, {@code $DIGEST}
 * its digest, {@code $HOST} the registry and {@code $NAME} the repository.
 */
final class Clients {
  private static final String COPY_FLAGS = "--from-plain-http --to-plain-http";

  private final Path home;
  private final @Nullable Path against;

  /**
   * Creates the clients of the checkout at {@code home} and those that the environment names.
   *
   * @param against another checkout, or null
   */
  Clients(Path home, @Nullable Path against) {
    this.home = home;
    this.against = against;
  }

  List<Client> all() {
    List<Client> all = new ArrayList<>();
    all.add(ofCheckout("ours", home, Optional.empty()));
    if (against != null) {
      all.add(ofCheckout("against", against, Optional.empty()));
    }
    Optional<String> newest = Optional.ofNullable(System.getenv("BENCH_NEWEST_JAVA_HOME"));
    if (newest.isPresent()) {
      all.add(ofCheckout("ours", home, newest));
      if (against != null) {
        all.add(ofCheckout("against", against, newest));
      }
      all.add(hello("hello" + Client.NEWEST, newest.get() + "/bin/java"));
    }
    all.add(hello("hello", "java"));
    all.add(bare("client"));
    all.add(bare("connection"));
    all.add(like("oras", environment("ORAS_IT_ORAS")));
    all.add(orasJava());
    all.add(skopeo());
    all.add(crane());
    all.add(regctl());
    all.add(orasPy());
    all.add(curl());
    return all;
  }

  /**
   * Creates the client for the command of a checkout: the command of its distribution, or the
   * script {@code oras} if two checkouts are compared.
   */
  private Client ofCheckout(String name, Path checkout, Optional<String> javaHome) {
    Path image = Path.of(javaHome.orElse(System.getenv().getOrDefault("JAVA_HOME", "")));
    String suffix = image.toString().isEmpty() ? "" : "-" + image.getFileName();
    Path program =
        against == null
            ? checkout.resolve("tools/oras-dist/target/image" + suffix + "/bin/oras")
            : checkout.resolve("oras");
    Client client = like(name, Optional.of(program.toString()));
    return javaHome
        .map(java -> client.named(name + Client.NEWEST).withEnvironment("JAVA_HOME=" + java))
        .orElse(client);
  }

  /**
   * Creates the client for a minimal Java program with the flags of the launcher: prints a word, or
   * sends one request.
   */
  private Client hello(String name, String java) {
    String run =
        "exec "
            + java
            + " -XX:+UseSerialGC -XX:-UsePerfData -XX:TieredStopAtLevel=1 -cp "
            + home.resolve("bench/target/classes")
            + " io.oras.bench.Hello";
    return new Client(
        name,
        Optional.of(java),
        "",
        null,
        Map.of(TimedCommand.VERSION, run, TimedCommand.RESOLVE, run + " $URL/v2/"),
        false,
        false);
  }

  /**
   * Creates the client that sends only the requests of a push, with {@code HttpClient} or {@code
   * HttpURLConnection}.
   */
  private Client bare(String kind) {
    return new Client(
        "bare-" + kind,
        Optional.of("java"),
        "",
        null,
        Map.of(
            TimedCommand.PUSH,
            "exec java -XX:+UseSerialGC -XX:-UsePerfData -Xms48m -Xmn24m -cp "
                + home.resolve("bench/target/classes")
                + " io.oras.bench.BareRequests "
                + kind
                + " $URL/v2/$NAME"),
        false,
        false);
  }

  /** Creates a client with the command line of {@code oras}. */
  private static Client like(String name, Optional<String> program) {
    return new Client(
        name,
        program,
        "--plain-http",
        "--plain-http=false --ca-file $CA",
        Map.of(
            TimedCommand.VERSION, "exec $BIN version",
            TimedCommand.RESOLVE, "exec $BIN resolve $FLAGS $REF",
            TimedCommand.PUSH, "exec $BIN push --no-tty $FLAGS $REF *",
            TimedCommand.PUSH_FOLDER, "exec $BIN push --no-tty $FLAGS $REF *",
            TimedCommand.PULL, "exec $BIN pull --no-tty $FLAGS -o $OUT $REF",
            TimedCommand.COPY, "exec $BIN cp --no-tty " + COPY_FLAGS + " $FROM $TO"),
        true,
        false);
  }

  private Client orasJava() {
    Path jars = home.resolve("bench/target/peers");
    String run = "exec java -cp '" + jars + "/*' OrasJava $FLAGS ";
    return new Client(
        "oras-java",
        Files.exists(jars.resolve("OrasJava.class"))
            ? Optional.of(jars.toString())
            : Optional.empty(),
        "plain",
        "$CA",
        Map.of(
            TimedCommand.PUSH, run.replace("/*'", "/*':'" + jars + "'") + "push $REF *",
            TimedCommand.PUSH_FOLDER, run.replace("/*'", "/*':'" + jars + "'") + "push $REF *",
            TimedCommand.PULL, run.replace("/*'", "/*':'" + jars + "'") + "pull $REF $OUT",
            TimedCommand.COPY, run.replace("/*'", "/*':'" + jars + "'") + "copy $FROM $TO"),
        true,
        false);
  }

  /**
   * Creates the client for skopeo, which copies from and to a layout. Its cache of blob locations
   * is deleted before each run.
   */
  private static Client skopeo() {
    String run = "_CONTAINERS_ROOTLESS_UID=1000 exec $BIN --insecure-policy copy -q ";
    return new Client(
        "skopeo",
        environment("ORAS_IT_SKOPEO"),
        "tls-verify=false",
        "cert-dir=$CERTS",
        Map.of(
            TimedCommand.VERSION, "exec $BIN --version",
            TimedCommand.PUSH, run + "--dest-$FLAGS oci:$LAYOUT:v1 docker://$REF",
            TimedCommand.PULL, run + "--src-$FLAGS docker://$REF oci:$OUT:v1",
            TimedCommand.COPY,
                run + "--src-tls-verify=false --dest-tls-verify=false docker://$FROM docker://$TO"),
        false,
        false);
  }

  private static Client crane() {
    return new Client(
        "crane",
        environment("ORAS_IT_CRANE"),
        "--insecure",
        null,
        Map.of(
            TimedCommand.VERSION, "exec $BIN version",
            TimedCommand.RESOLVE, "exec $BIN digest $FLAGS $REF",
            TimedCommand.COPY, "exec $BIN copy $FLAGS $FROM $TO"),
        false,
        false);
  }

  private static Client regctl() {
    String plain = "--host reg=$HOST,tls=disabled --host reg=$OTHER,tls=disabled";
    return new Client(
        "regctl",
        environment("ORAS_IT_REGCTL"),
        plain,
        null,
        Map.of(
            TimedCommand.VERSION, "exec $BIN version",
            TimedCommand.RESOLVE, "exec $BIN $FLAGS manifest head $REF",
            TimedCommand.PUSH,
                "for f in *; do set -- \"$@\" --file $f; done; exec $BIN $FLAGS artifact put"
                    + " --artifact-type application/x.bench --file-title \"$@\" $REF",
            TimedCommand.PULL, "exec $BIN $FLAGS artifact get --output $OUT $REF",
            TimedCommand.COPY, "exec $BIN $FLAGS image copy $FROM $TO"),
        true,
        false);
  }

  private Client orasPy() {
    String script = "exec $BIN " + home.resolve("bench/peers/oras_py.py") + " ";
    return new Client(
        "oras-py",
        environment("ORAS_IT_ORAS_PY"),
        "plain",
        null,
        Map.of(
            TimedCommand.PUSH,
            script + "push $REF *",
            TimedCommand.PULL,
            script + "pull $REF $OUT"),
        true,
        false);
  }

  /**
   * Creates the client for curl, with the least possible time: a push without a hash, a pull
   * followed by a hash.
   */
  private static Client curl() {
    Map<TimedCommand, String> scripts = new HashMap<>();
    scripts.put(
        TimedCommand.PUSH,
        "set -e; L=$(curl -sS $FLAGS -o /dev/null -w '%header{location}' -X POST"
            + " $URL/v2/$NAME/blobs/uploads/);"
            + " case $L in /*) L=$URL$L;; esac; case $L in *\\?*) L=$L\\&;; *) L=$L?;; esac;"
            + " exec curl -sSf $FLAGS -o /dev/null -H 'Content-Type: application/octet-stream'"
            + " -T $TITLE \"${L}digest=$DIGEST\"");
    scripts.put(
        TimedCommand.PULL,
        "set -e; curl -sSf $FLAGS -o $OUT/$TITLE $URL/v2/$NAME/blobs/$DIGEST;"
            + " exec openssl dgst -sha256 $OUT/$TITLE >/dev/null");
    return new Client("curl", onPath("curl"), "", "--cacert $CA", scripts, true, true);
  }

  private static Optional<String> environment(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(f -> Files.isExecutable(Path.of(f)));
  }

  private static Optional<String> onPath(String program) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv("PATH"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
