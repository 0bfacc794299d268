package io.oras.trust;

import io.oras.api.error.ConfigurationException;
import io.oras.api.error.UntrustedException;
import io.oras.api.reference.ArtifactName;
import io.oras.api.spi.Environment;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.Signed;
import io.oras.api.spi.Signer;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.spi.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy in the format of {@code policy.json} of containers-policy.json(5), as far as it concerns
 * registries and layouts. The scope that fits a name best decides, and all its requirements must
 * hold. Immutable and thread safe; key files are read whenever an artifact is checked.
 *
 * <p>Differences to podman: a Sigstore bundle counts as a signature (see {@link
 * #acceptBundlesWithoutIdentity}); {@code signedBy}, {@code fulcio} and {@code pki} never hold.
 */
public final class PolicyFile implements TrustPolicy {
  private static final String VARIABLE = "CONTAINERS_POLICY_JSON";

  private final String file;
  private final List<Requirement> defaults;
  private final Map<String, Map<String, List<Requirement>>> transports;
  private final boolean bundlesWithoutIdentity;

  private PolicyFile(
      String file,
      List<Requirement> defaults,
      Map<String, Map<String, List<Requirement>>> transports,
      boolean bundlesWithoutIdentity) {
    this.file = file;
    this.defaults = defaults;
    this.transports = transports;
    this.bundlesWithoutIdentity = bundlesWithoutIdentity;
  }

  /**
   * Reads a policy.
   *
   * @throws ConfigurationException if the file is invalid; the message names the field
   * @throws IOException if the file cannot be read
   */
  public static PolicyFile read(Path file) throws IOException {
    return parse(file.toString(), SmallFile.read(file));
  }

  /**
   * Reads a policy from a text.
   *
   * @param name of the policy in messages
   * @throws ConfigurationException if the text is invalid; the message names the field
   */
  public static PolicyFile of(String name, String json) throws ConfigurationException {
    return parse(name, json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the policy of the user or the machine: the file that the variable {@code
   * CONTAINERS_POLICY_JSON} names, else the first of {@code containers/policy.json} in {@code
   * $XDG_CONFIG_HOME} (by default {@code ~/.config}), {@code /etc} and {@code /usr/share}.
   *
   * @throws ConfigurationException if there is no such file, or it is invalid
   */
  public static PolicyFile ofSystem(Environment environment) throws IOException {
    return read(find(environment, Path.of("/")));
  }

  static Path find(Environment environment, Path root) throws ConfigurationException {
    Optional<String> named = environment.variable(VARIABLE).filter(text -> !text.isEmpty());
    if (named.isPresent()) {
      return Path.of(named.get());
    }
    List<Path> places =
        Stream.concat(
                environment
                    .variable("XDG_CONFIG_HOME")
                    .filter(text -> !text.isEmpty())
                    .map(Path::of)
                    .or(() -> environment.home().map(home -> home.resolve(".config")))
                    .stream(),
                Stream.of(root.resolve("etc"), root.resolve("usr/share")))
            .map(folder -> folder.resolve("containers/policy.json"))
            .toList();
    for (Path place : places) {
      if (Files.exists(place)) {
        return place;
      }
    }
    throw new ConfigurationException(
        "policy.json", null, "exists in none of the places %s".formatted(places), null);
  }

  private static PolicyFile parse(String name, byte[] json) throws ConfigurationException {
    try {
      JsonNode root = JsonNode.parse(json).only("default", "transports");
      Map<String, Map<String, List<Requirement>>> transports = new LinkedHashMap<>();
      if (root.has("transports")) {
        JsonNode all = root.get("transports");
        for (String transport : all.names()) {
          transports.put(transport, scopes(transport, all.get(transport)));
        }
      }
      return new PolicyFile(name, Requirement.list(root.get("default")), transports, false);
    } catch (InvalidDocumentException e) {
      throw new ConfigurationException(name, e.key().isEmpty() ? null : e.key(), e.problem(), e);
    }
  }

  private static Map<String, List<Requirement>> scopes(String transport, JsonNode node)
      throws InvalidDocumentException {
    Map<String, List<Requirement>> scopes = new LinkedHashMap<>();
    for (String scope : node.names()) {
      PolicyScopes.check(transport, node, scope);
      scopes.put(scope, Requirement.list(node.get(scope)));
    }
    return scopes;
  }

  /**
   * Returns this policy, with another decision on Sigstore bundles that give no name to the
   * artifact, as those of cosign 3. By default no {@code signedIdentity} holds for them, since such
   * a signature also counts for the same content in another repository; if they are accepted, each
   * does.
   */
  public PolicyFile acceptBundlesWithoutIdentity(boolean accept) {
    return new PolicyFile(file, defaults, transports, accept);
  }

  @Override
  public Judgement judge(ArtifactName name) throws UntrustedException {
    PolicyScopes possible = PolicyScopes.of(name);
    if (possible.transport().isEmpty()) {
      return new Decision(file, List.of(), false);
    }
    Map<String, List<Requirement>> scopes = transports.getOrDefault(possible.transport(), Map.of());
    for (String scope : possible.scopes()) {
      List<Requirement> requirements = scopes.get(scope);
      if (requirements != null) {
        return decision(
            "%s, %s %s".formatted(file, possible.transport(), scope.isEmpty() ? "(all)" : scope),
            requirements,
            name);
      }
    }
    return decision(file + ", default", defaults, name);
  }

  private Decision decision(String scope, List<Requirement> requirements, ArtifactName name)
      throws UntrustedException {
    List<Requirement.Signed> signed = new ArrayList<>();
    for (Requirement requirement : requirements) {
      if (requirement instanceof Requirement.Reject reject) {
        throw new UntrustedException(name.toString(), scope, List.of(reject.reason()));
      }
      if (requirement instanceof Requirement.Signed one) {
        signed.add(one);
      }
    }
    return new Decision(scope, signed, bundlesWithoutIdentity);
  }

  private record Decision(
      String scope, List<Requirement.Signed> requirements, boolean bundlesWithoutIdentity)
      implements Judgement {
    @Override
    public boolean needsSignatures() {
      return !requirements.isEmpty();
    }

    @Override
    public Verdict check(Signed signed, Evidence evidence) throws IOException {
      List<Signer> signers = new ArrayList<>();
      List<String> refusals = new ArrayList<>();
      for (Requirement.Signed requirement : requirements) {
        Verdict verdict = requirement.verifier(bundlesWithoutIdentity).verify(signed, evidence);
        refusals.addAll(verdict.refusals());
        if (!(verdict instanceof Verdict.Accepted accepted)) {
          return new Verdict.Refused(refusals);
        }
        signers.addAll(accepted.signers());
      }
      return new Verdict.Accepted(signers, refusals);
    }
  }

  /** Returns the name of the file. */
  @Override
  public String toString() {
    return file;
  }
}
