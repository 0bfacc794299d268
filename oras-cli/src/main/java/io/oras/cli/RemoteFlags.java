package io.oras.cli;

import io.oras.api.reference.Reference;
import io.oras.api.transport.Headers;
import io.oras.api.transport.TlsSettings;
import io.oras.auth.spi.Credential;
import io.oras.core.OrasBuilder;
import io.oras.core.RegistrySettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flags that say how to reach a registry and as whom, with or without a prefix. */
final class RemoteFlags {
  private final Supplier<@Nullable String> user;
  private final Supplier<@Nullable String> password;
  private final Supplier<Boolean> passwordStdin;
  private final Supplier<@Nullable String> identityToken;
  private final Supplier<Boolean> identityTokenStdin;
  private final Supplier<Boolean> insecure;
  private final Supplier<@Nullable Boolean> plainHttp;
  private final Supplier<@Nullable String> caFile;
  private final Supplier<@Nullable String> certFile;
  private final Supplier<@Nullable String> keyFile;
  private final Supplier<List<String>> headers;

  /**
   * Declares the flags.
   *
   * @param prefix {@code from-}, {@code to-} or empty; only without one there are short names and
   *     secrets from standard input
   * @param which for descriptions, such as {@code "source "}
   */
  RemoteFlags(CommandSpec spec, String prefix, String which) {
    Flags flags = new Flags(spec);
    boolean plain = prefix.isEmpty();
    String p = "--" + prefix;
    user = flags.text(which + "registry username", names(plain, "-u", p + "username"));
    password =
        flags.text(
            which + "registry password or identity token", names(plain, "-p", p + "password"));
    passwordStdin =
        plain ? flags.toggle("read password from stdin", "--password-stdin") : () -> false;
    identityToken = flags.text(which + "registry identity token", p + "identity-token");
    identityTokenStdin =
        plain
            ? flags.toggle("read identity token from stdin", "--identity-token-stdin")
            : () -> false;
    insecure =
        flags.toggle(
            "allow connections to " + which + "SSL registry without certs", p + "insecure");
    plainHttp =
        flags.choice(
            "allow insecure connections to " + which + "registry without SSL check",
            p + "plain-http");
    caFile =
        flags.text(
            "server certificate authority file for the remote " + which + "registry",
            p + "ca-file");
    certFile =
        flags.text("client certificate file for the remote " + which + "registry", p + "cert-file");
    keyFile =
        flags.text("client private key file for the remote " + which + "registry", p + "key-file");
    headers =
        flags.list("add custom headers to " + which + "requests", names(plain, "-H", p + "header"));
  }

  private static String[] names(boolean withShort, String shortName, String longName) {
    return withShort ? new String[] {shortName, longName} : new String[] {longName};
  }

  /** Applies what was given to the registry, {@code host[:port]}. */
  void configure(OrasBuilder builder, String registry, World world) throws IOException {
    Path certificate = path(certFile.get(), world);
    Path key = path(keyFile.get(), world);
    if ((certificate == null) != (key == null)) {
      throw new UsageException("--cert-file and --key-file must be given together");
    }
    Path authority = path(caFile.get(), world);
    builder.registry(
        Reference.requireRegistry(registry),
        RegistrySettings.DEFAULT
            .withPlainHttp(plainHttp.get())
            .withTls(
                new TlsSettings(
                    authority == null ? List.of() : List.of(authority),
                    certificate,
                    key,
                    insecure.get()))
            .withHeaders(parsedHeaders()));
    Credential credential = credential(world);
    if (credential != null) {
      builder.credential(registry, credential);
    }
  }

  private static @Nullable Path path(@Nullable String text, World world) {
    return text == null ? null : world.resolve(text);
  }

  private Headers parsedHeaders() {
    Headers all = Headers.EMPTY;
    for (String header : headers.get()) {
      int colon = header.indexOf(':');
      if (colon <= 0) {
        throw new UsageException("invalid header: \"" + header + "\", expected name:value");
      }
      all = all.with(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }
    return all;
  }

  /** The credential of the flags, or null when they give none. */
  @Nullable Credential credential(World world) throws IOException {
    if (passwordStdin.get() && identityTokenStdin.get()) {
      throw new UsageException(
          "--password-stdin, --identity-token-stdin cannot be used at the same time");
    }
    String token = identityToken.get();
    if (token != null) {
      warn(world, "--identity-token");
    }
    if (identityTokenStdin.get()) {
      token = firstLine(world);
    }
    if (token != null) {
      return Credential.identityToken(token);
    }
    String secret = password.get();
    if (secret != null) {
      warn(world, "--password");
    }
    if (passwordStdin.get()) {
      secret = firstLine(world);
    }
    String name = user.get();
    if (name == null || name.isEmpty()) {
      return secret == null || secret.isEmpty() ? null : Credential.identityToken(secret);
    }
    return Credential.basic(name, secret == null ? "" : secret);
  }

  private static void warn(World world, String flag) {
    world.err().printf("WARNING! Using %s via the CLI is insecure. Use %s-stdin.%n", flag, flag);
  }

  private static String firstLine(World world) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(world.in(), StandardCharsets.UTF_8)).readLine();
    return line == null ? "" : line;
  }
}
