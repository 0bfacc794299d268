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
final class Peers {
  private static final String COPY_FLAGS = "--from-plain-http --to-plain-http";

  private final Path home;
  private final @Nullable Path against;

  /**
   * Creates the clients of the checkout at {@code home} and those that the environment names.
   *
   * @param against another checkout, or null
   */
  Peers(Path home, @Nullable Path against) {
    this.home = home;
    this.against = against;
  }

  List<Peer> all() {
    List<Peer> all = new ArrayList<>();
    all.add(like("ours", Optional.of(home.resolve("oras").toString())));
    if (against != null) {
      all.add(like("against", Optional.of(against.resolve("oras").toString())));
    }
    newest()
        .ifPresent(
            java -> {
              for (Peer peer : List.copyOf(all)) {
                all.add(peer.named(peer.name() + "-newest").withEnvironment("JAVA_HOME=" + java));
              }
              all.add(hello("hello-newest", java + "/bin/java"));
            });
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

  private static Optional<String> newest() {
    return Optional.ofNullable(System.getenv("BENCH_NEWEST_JAVA_HOME"));
  }

  /** The least that Java takes, with the flags of the launcher: a word, and one request. */
  private Peer hello(String name, String java) {
    String run =
        "exec "
            + java
            + " -XX:+UseSerialGC -XX:-UsePerfData -XX:TieredStopAtLevel=1 -cp "
            + home.resolve("bench/target/classes")
            + " io.oras.bench.Hello";
    return new Peer(
        name,
        Optional.of(java),
        "",
        null,
        Map.of(Job.VERSION, run, Job.RESOLVE, run + " $URL/v2/"),
        false,
        false);
  }

  /** A push without all that makes it one, by the JDK's client or its old connections. */
  private Peer bare(String kind) {
    return new Peer(
        "bare-" + kind,
        Optional.of("java"),
        "",
        null,
        Map.of(
            Job.PUSH,
            "exec java -XX:+UseSerialGC -XX:-UsePerfData -Xms48m -Xmn24m -cp "
                + home.resolve("bench/target/classes")
                + " io.oras.bench.Bare "
                + kind
                + " $URL/v2/$NAME"),
        false,
        false);
  }

  /** Both have the same command line. */
  private static Peer like(String name, Optional<String> program) {
    return new Peer(
        name,
        program,
        "--plain-http",
        "--plain-http=false --ca-file $CA",
        Map.of(
            Job.VERSION, "exec $BIN version",
            Job.RESOLVE, "exec $BIN resolve $FLAGS $REF",
            Job.PUSH, "exec $BIN push --no-tty $FLAGS $REF *",
            Job.PUSH_FOLDER, "exec $BIN push --no-tty $FLAGS $REF *",
            Job.PULL, "exec $BIN pull --no-tty $FLAGS -o $OUT $REF",
            Job.COPY, "exec $BIN cp --no-tty " + COPY_FLAGS + " $FROM $TO"),
        true,
        false);
  }

  private Peer orasJava() {
    Path jars = home.resolve("bench/target/peers");
    String run = "exec java -cp '" + jars + "/*' OrasJava $FLAGS ";
    return new Peer(
        "oras-java",
        Files.exists(jars.resolve("OrasJava.class"))
            ? Optional.of(jars.toString())
            : Optional.empty(),
        "plain",
        "$CA",
        Map.of(
            Job.PUSH, run.replace("/*'", "/*':'" + jars + "'") + "push $REF *",
            Job.PUSH_FOLDER, run.replace("/*'", "/*':'" + jars + "'") + "push $REF *",
            Job.PULL, run.replace("/*'", "/*':'" + jars + "'") + "pull $REF $OUT",
            Job.COPY, run.replace("/*'", "/*':'" + jars + "'") + "copy $FROM $TO"),
        true,
        false);
  }

  /** Copies from and to a layout; what it knows of blobs elsewhere is forgotten before each run. */
  private static Peer skopeo() {
    String run = "_CONTAINERS_ROOTLESS_UID=1000 exec $BIN --insecure-policy copy -q ";
    return new Peer(
        "skopeo",
        environment("ORAS_IT_SKOPEO"),
        "tls-verify=false",
        "cert-dir=$CERTS",
        Map.of(
            Job.VERSION, "exec $BIN --version",
            Job.PUSH, run + "--dest-$FLAGS oci:$LAYOUT:v1 docker://$REF",
            Job.PULL, run + "--src-$FLAGS docker://$REF oci:$OUT:v1",
            Job.COPY,
                run + "--src-tls-verify=false --dest-tls-verify=false docker://$FROM docker://$TO"),
        false,
        false);
  }

  private static Peer crane() {
    return new Peer(
        "crane",
        environment("ORAS_IT_CRANE"),
        "--insecure",
        null,
        Map.of(
            Job.VERSION, "exec $BIN version",
            Job.RESOLVE, "exec $BIN digest $FLAGS $REF",
            Job.COPY, "exec $BIN copy $FLAGS $FROM $TO"),
        false,
        false);
  }

  private static Peer regctl() {
    String plain = "--host reg=$HOST,tls=disabled --host reg=$OTHER,tls=disabled";
    return new Peer(
        "regctl",
        environment("ORAS_IT_REGCTL"),
        plain,
        null,
        Map.of(
            Job.VERSION, "exec $BIN version",
            Job.RESOLVE, "exec $BIN $FLAGS manifest head $REF",
            Job.PUSH,
                "for f in *; do set -- \"$@\" --file $f; done; exec $BIN $FLAGS artifact put"
                    + " --artifact-type application/x.bench --file-title \"$@\" $REF",
            Job.PULL, "exec $BIN $FLAGS artifact get --output $OUT $REF",
            Job.COPY, "exec $BIN $FLAGS image copy $FROM $TO"),
        true,
        false);
  }

  private Peer orasPy() {
    String script = "exec $BIN " + home.resolve("bench/peers/oras_py.py") + " ";
    return new Peer(
        "oras-py",
        environment("ORAS_IT_ORAS_PY"),
        "plain",
        null,
        Map.of(Job.PUSH, script + "push $REF *", Job.PULL, script + "pull $REF $OUT"),
        true,
        false);
  }

  /** The floor: a push without a hash, a pull and then a hash. */
  private static Peer curl() {
    Map<Job, String> scripts = new HashMap<>();
    scripts.put(
        Job.PUSH,
        "set -e; L=$(curl -sS $FLAGS -o /dev/null -w '%header{location}' -X POST"
            + " $URL/v2/$NAME/blobs/uploads/);"
            + " case $L in /*) L=$URL$L;; esac; case $L in *\\?*) L=$L\\&;; *) L=$L?;; esac;"
            + " exec curl -sSf $FLAGS -o /dev/null -H 'Content-Type: application/octet-stream'"
            + " -T $TITLE \"${L}digest=$DIGEST\"");
    scripts.put(
        Job.PULL,
        "set -e; curl -sSf $FLAGS -o $OUT/$TITLE $URL/v2/$NAME/blobs/$DIGEST;"
            + " exec openssl dgst -sha256 $OUT/$TITLE >/dev/null");
    return new Peer("curl", onPath("curl"), "", "--cacert $CA", scripts, true, true);
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
