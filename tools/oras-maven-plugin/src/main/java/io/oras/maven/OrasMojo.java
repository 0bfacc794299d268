package io.oras.maven;

import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share: the connection settings, and an {@link Oras} that lives as long as one
 * execution. A goal has no static state, so executions may run at the same time.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
abstract class OrasMojo extends AbstractMojo {
  final SettingsSecrets secrets;
  private final Map<String, String> serverIds = new HashMap<>();

  @Parameter(defaultValue = "${settings}", readonly = true, required = true)
  Settings settings;

  @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
  RepositorySystemSession repositorySession;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  /** Skips the execution. */
  @Parameter(property = "oras.skip", defaultValue = "false")
  boolean skip;

  /**
   * Uses plain HTTP for all registries. For {@code localhost} and loopback addresses plain HTTP is
   * the default.
   */
  @Parameter(property = "oras.plainHttp", defaultValue = "false")
  boolean plainHttp;

  /** A PEM file with certificate authorities to trust in addition to those of the JVM. */
  @Parameter(property = "oras.caFile")
  @Nullable File caFile;

  /**
   * A file {@code registries.conf} with mirrors, other locations and blocked registries; {@code
   * system} means the files of the user and the machine. By default none is read.
   */
  @Parameter(property = "oras.registriesConf")
  @Nullable String registriesConf;

  /**
   * A policy file ({@code policy.json}) that decides which artifacts may be used; by default all.
   */
  @Parameter(property = "oras.policy")
  @Nullable File policy;

  /** How many seconds the execution may take; 0 means without a limit. */
  @Parameter(property = "oras.timeout", defaultValue = "0")
  int timeout;

  /** Replaces what a machine has, in tests. */
  UnaryOperator<OrasBuilder> testing = builder -> builder;

  OrasMojo(SettingsDecrypter decrypter) {
    secrets = new SettingsSecrets(decrypter);
  }

  /** Does the work of the goal. */
  abstract void run(Oras oras) throws IOException, MojoExecutionException;

  /** Prepares what the client depends on; does nothing by default. */
  void prepare() throws MojoExecutionException {}

  @Override
  public final void execute() throws MojoExecutionException {
    if (skip) {
      getLog().info("Skipping execution: skip is set");
      return;
    }
    try {
      prepare();
      try (Oras oras = client()) {
        run(oras);
      }
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  /** Maven prints the messages of the causes as they are. */
  private static MojoExecutionException failure(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return EscapedLog.isDangerous(e)
        ? new MojoExecutionException(EscapedLog.escaped(message))
        : new MojoExecutionException(message, e);
  }

  @Override
  public final Log getLog() {
    return new EscapedLog(super.getLog());
  }

  /** Changes the client; does nothing by default. */
  void configure(OrasBuilder builder) throws IOException, MojoExecutionException {}

  private Oras client() throws IOException, MojoExecutionException {
    OrasBuilder builder =
        Oras.builder()
            .credentials(new ServerCredentials(settings, secrets, serverIds))
            .registryDefaults(
                r -> {
                  if (plainHttp) {
                    r.plainHttp(true);
                  }
                  File authorities = caFile;
                  if (authorities != null) {
                    r.tls(tls -> tls.authority(authorities.toPath()));
                  }
                })
            .listener(new TransferLog(getLog(), System::nanoTime));
    List<Proxy> proxies = settings.getProxies().stream().filter(Proxy::isActive).toList();
    if (!proxies.isEmpty()) {
      builder.proxy(new MavenProxies(repositorySession, proxies, secrets));
    }
    // The JDK's client sends the password of a proxy for HTTPS only with an option of the JVM.
    boolean authenticated =
        proxies.stream().anyMatch(proxy -> SettingsSecrets.isGiven(proxy.getUsername()));
    builder.transport(authenticated ? "apache" : "jdk");
    if (timeout > 0) {
      builder.timeout(Duration.ofSeconds(timeout));
    }
    if (registriesConf != null) {
      if (registriesConf.equals("system")) {
        builder.systemRegistriesConf();
      } else {
        builder.registriesConfFile(Path.of(registriesConf));
      }
    }
    if (policy != null) {
      builder.trustPolicyFile(policy.toPath());
    }
    configure(builder);
    return testing.apply(builder).build();
  }

  /**
   * Checks a name of an artifact before the registry is asked.
   *
   * @param serverId the server of {@code settings.xml} whose credentials are used; null means the
   *     server with the name of the registry as its id
   * @return the name
   * @throws MojoExecutionException if a registry is needed and Maven is offline
   */
  String checked(String name, @Nullable String serverId) throws MojoExecutionException {
    if (ArtifactName.parse(name) instanceof Reference reference) {
      if (settings.isOffline()) {
        throw new MojoExecutionException(
            "Cannot use '"
                + name
                + "': Maven is offline (-o), and the artifact is in a registry. "
                + "Run without -o, or set oras.skip.");
      }
      if (serverId != null) {
        serverIds.put(reference.repository().registry(), serverId);
      }
    }
    return name;
  }

  /** Returns what this build pushed for the project so far. */
  @SuppressWarnings("unchecked") // Maven declares a raw map.
  PushedArtifacts pushed() {
    return new PushedArtifacts(getPluginContext());
  }
}
