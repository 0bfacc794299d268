package io.oras.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client.
 *
 * @param name in tables; {@code ours} for this project
 * @param program what it needs, or empty when it is missing
 * @param plain flags for plain http, in {@code $FLAGS}
 * @param tls flags for TLS with the authority {@code $CA}, or null when it is not measured
 * @param scripts what it does for a job, in the shell
 * @param checked whether a pull leaves the files that were pushed, byte for byte
 * @param oneFile whether it can do no more than one file
 */
record Client(
    String name,
    Optional<String> program,
    String plain,
    @Nullable String tls,
    Map<TimedCommand, String> scripts,
    boolean checked,
    boolean oneFile) {
  /** The name of the command of this checkout on the Java in use. */
  static final String OURS = "ours";

  /** The suffix of a client name for the newest installed Java. */
  static final String NEWEST = "-newest";

  /** Returns whether this client supports the job. */
  boolean does(TimedCommand job, boolean secure) {
    return program.isPresent() && scripts.containsKey(job) && (!secure || tls != null);
  }

  /** Returns a copy with another name. */
  Client named(String other) {
    return new Client(other, program, plain, tls, scripts, checked, oneFile);
  }

  /** Returns a copy with more flags for plain HTTP. */
  Client withFlags(String flags) {
    return new Client(name, program, plain + " " + flags, tls, scripts, checked, oneFile);
  }

  /** Returns a copy with another environment variable. */
  Client withEnvironment(String assignment) {
    Map<TimedCommand, String> changed = new EnumMap<>(TimedCommand.class);
    scripts.forEach((job, script) -> changed.put(job, "export " + assignment + "; " + script));
    return new Client(name, program, plain, tls, changed, checked, oneFile);
  }

  /** Returns whether this is the command of this or of the other checkout, on any Java. */
  boolean isOfCheckout() {
    return name.matches("(ours|against)(-newest)?");
  }
}
