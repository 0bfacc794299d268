package io.oras.cli.flag;

import io.oras.api.reference.RegistryNames;
import io.oras.api.transport.Headers;
import io.oras.api.transport.TlsSettings;
import io.oras.auth.spi.Credential;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.OrasBuilder;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.ReferrersMode;
import io.oras.core.options.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flags that say how to reach a registry and as whom, with or without a prefix. */
public final class RemoteFlags {
  private static final int MAX_SECRET = 64 << 10;

  /** How far a file is searched for the beginning of a certificate or key. */
  private static final int PEM_LIMIT = 4 << 20;

  private static final Pattern RULE =
      Pattern.compile(
          "(?<host>[^:]+|\\[[^]]+])"
              + ":(?<port>\\d{1,5}):(?<address>[0-9.]+|\\[[0-9a-fA-F:.]+])(?::(?<other>\\d{1,5}))?");

  private static final List<Map.Entry<String, ReferrersMode>> REFERRERS =
      List.of(
          Map.entry("v1.1-referrers-tag", ReferrersMode.TAG),
          Map.entry("v1.1-referrers-api", ReferrersMode.API));

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
  private final Supplier<List<String>> registryConfigs;
  private final Supplier<List<String>> addresses;
  private final String prefix;
  private final String which;
  private final FlagDeclarations flags;
  private Supplier<@Nullable ReferrersMode> distributionSpec = () -> null;

  /**
   * Declares the flags.
   *
   * @param prefix {@code from-}, {@code to-} or empty; only without one there are short names and
   *     secrets from standard input
   * @param which for descriptions, such as {@code "source "}
   */
  public RemoteFlags(CommandSpec spec, String prefix, String which) {
    this.prefix = prefix;
    this.which = which;
    flags = new FlagDeclarations(spec);
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
    registryConfigs =
        flags.list(
            "`path` of the authentication file for " + which + "registry", p + "registry-config");
    addresses =
        flags.list(
            "customized DNS for "
                + which
                + "registry, formatted in `host:port:address[:address_port]`",
            p + "resolve");
  }

  /** Adds the flag of commands that keep referrers. */
  public void declareDistributionSpec() {
    distributionSpec =
        flags.option(
            "distribution specification",
            REFERRERS,
            "[Preview] set OCI distribution spec version and API option for "
                + which
                + "target. Options: v1.1-referrers-tag, v1.1-referrers-api (default \"unknown\")",
            "--" + prefix + "distribution-spec");
  }

  private static String[] names(boolean withShort, String shortName, String longName) {
    return withShort ? new String[] {shortName, longName} : new String[] {longName};
  }

  /** Applies what was given to the registry, {@code host[:port]}. */
  public void configure(OrasBuilder builder, String registry, CommandEnvironment environment)
      throws IOException {
    reach(builder, registry, environment);
    Credential credential = credential(environment);
    if (credential != null) {
      builder.credential(registry, credential);
    }
    Path[] configs = registryConfigs(environment);
    if (credential == null && configs.length > 0) {
      builder
          .credentials(environment.credentialStore(configs))
          .installedCredentials(InstalledCredentials.none());
    }
  }

  /** As {@link #configure}, without credentials. */
  public void reach(OrasBuilder builder, String registry, CommandEnvironment environment)
      throws IOException {
    if ((certFile.get() == null) != (keyFile.get() == null)) {
      throw new UsageException(
          certFile.get() == null
              ? "--%skey-file must be used in conjunction with --%scert-file"
                  .formatted(prefix, prefix)
              : "--%scert-file must be used in conjunction with --%skey-file"
                  .formatted(prefix, prefix));
    }
    Path certificate = pem(certFile.get(), "CERTIFICATE", environment);
    Path key = pem(keyFile.get(), "PRIVATE KEY", environment);
    Path authority = pem(caFile.get(), "CERTIFICATE", environment);
    TlsSettings.Builder tls = TlsSettings.builder().insecure(insecure.get());
    if (authority != null) {
      tls.authority(authority);
    }
    // The registry's token server is run by the same people; the client certificate is not for it.
    builder.registryDefaults(RegistrySettings.builder().tls(tls.build()).build());
    if (certificate != null && key != null) {
      tls.clientCertificate(certificate, key);
    }
    RegistrySettings.Builder settings =
        RegistrySettings.builder().tls(tls.build()).referrers(referrers()).headers(parsedHeaders());
    Boolean plain = plainHttp.get();
    if (plain != null) {
      settings.plainHttp(plain);
    }
    builder.registry(RegistryNames.require(registry), settings.build());
    connect(addresses.get(), builder);
  }

  /** The authentication files that were given, in order. */
  public Path[] registryConfigs(CommandEnvironment environment) {
    return registryConfigs.get().stream().map(environment::resolve).toArray(Path[]::new);
  }

  private ReferrersMode referrers() {
    ReferrersMode given = distributionSpec.get();
    return given == null ? ReferrersMode.AUTO : given;
  }

  /** Each rule is {@code host:port:address[:address_port]}; an address may be in brackets. */
  public static void connect(List<String> rules, OrasBuilder builder) {
    for (String rule : rules) {
      Matcher parts = RULE.matcher(rule);
      if (!parts.matches()) {
        throw new UsageException(
            "failed to parse resolve flag \""
                + rule
                + "\": expecting host:port:address[:address_port]");
      }
      String port = parts.group("port");
      String other = parts.group("other") == null ? port : parts.group("other");
      // An address is taken as it is: with a name there would be a look-up.
      builder.address(
          parts.group("host") + ":" + port, address(parts.group("address"), other, rule));
    }
  }

  private static InetSocketAddress address(String address, String port, String rule) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port));
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new UsageException(
          "failed to parse resolve flag \""
              + rule
              + "\": \""
              + address
              + "\" is not an address with a port");
    }
  }

  /** Returns a PEM file, which is looked at whether a connection needs it or not. */
  private static @Nullable Path pem(
      @Nullable String text, String label, CommandEnvironment environment) throws IOException {
    if (text == null) {
      return null;
    }
    Path file = environment.inputFile(text);
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(PEM_LIMIT);
    }
    if (!new String(content, StandardCharsets.ISO_8859_1).contains(label + "-----")) {
      throw new UsageException(
          "Failed to load certificate in file: %s: no %s in PEM form"
              .formatted(text, label.toLowerCase(Locale.ROOT)));
    }
    return file;
  }

  /** Whether there are headers to send. */
  boolean hasHeaders() {
    return !headers.get().isEmpty();
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
  public @Nullable Credential credential(CommandEnvironment environment) throws IOException {
    exclude();
    String token = identityToken.get();
    String secret = password.get();
    if (token != null) {
      warn(environment, "--identity-token");
    } else if (identityTokenStdin.get()) {
      token = secret(environment);
    }
    if (secret != null) {
      warn(environment, "--password");
    } else if (passwordStdin.get()) {
      secret = secret(environment);
    }
    if (token != null) {
      return token.isEmpty() ? null : Credential.identityToken(token);
    }
    String name = user.get();
    if (name == null || name.isEmpty()) {
      return secret == null || secret.isEmpty() ? null : Credential.identityToken(secret);
    }
    return Credential.basic(name, secret == null ? "" : secret);
  }

  /** The user that was given, or null. */
  public @Nullable String user() {
    return user.get();
  }

  /** Which secret is read from standard input, or null. */
  @Nullable String fromStandardInput() {
    return passwordStdin.get() ? "password" : identityTokenStdin.get() ? "identity-token" : null;
  }

  private void exclude() {
    boolean secretGiven = password.get() != null;
    boolean tokenGiven = identityToken.get() != null;
    boolean userGiven = user.get() != null;
    exclude(userGiven && tokenGiven, "username", "identity-token");
    exclude(secretGiven && tokenGiven, "password", "identity-token");
    exclude(secretGiven && passwordStdin.get(), "password", "password-stdin");
    exclude(tokenGiven && identityTokenStdin.get(), "identity-token", "identity-token-stdin");
    exclude(userGiven && identityTokenStdin.get(), "username", "identity-token-stdin");
    exclude(secretGiven && identityTokenStdin.get(), "password", "identity-token-stdin");
    exclude(tokenGiven && passwordStdin.get(), "identity-token", "password-stdin");
    exclude(
        passwordStdin.get() && identityTokenStdin.get(), "password-stdin", "identity-token-stdin");
  }

  private void exclude(boolean both, String one, String other) {
    if (both) {
      throw new UsageException(
          "--%s%s, --%s%s cannot be used at the same time".formatted(prefix, one, prefix, other));
    }
  }

  private void warn(CommandEnvironment environment, String flag) {
    environment
        .err()
        .line("WARNING! Using " + flag + " via the CLI is insecure. Use " + flag + "-stdin.");
  }

  /** All of standard input, without the end of its last line. */
  private static String secret(CommandEnvironment environment) throws IOException {
    byte[] all = environment.in().readNBytes(MAX_SECRET);
    return new String(all, StandardCharsets.UTF_8).replaceFirst("\\r?\\n$", "");
  }
}
