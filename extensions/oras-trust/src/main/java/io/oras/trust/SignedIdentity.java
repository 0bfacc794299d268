package io.oras.trust;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RegistryNames;
import io.oras.api.reference.RepositoryName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule on the name that a signature gives to an artifact, its claim (containers-policy.json,
 * "signedIdentity"). Immutable.
 */
public final class SignedIdentity {
  private static final String USE_OTHER =
      "; cosign signs without a tag: use matchRepository or exactRepository";

  /** Compares the claim with the wanted name. */
  @FunctionalInterface
  private interface Rule {
    /** Returns why the claim does not do; null if it does. */
    @Nullable String refusal(Reference claim, @Nullable Reference wanted);
  }

  private final String name;
  private final boolean needsClaim;
  private final Rule rule;

  private SignedIdentity(String name, boolean needsClaim, Rule rule) {
    this.name = name;
    this.needsClaim = needsClaim;
    this.rule = rule;
  }

  /** Returns the rule that accepts each claim, and none. */
  public static SignedIdentity any() {
    return new SignedIdentity("any", false, (claim, wanted) -> null);
  }

  /** Returns the rule that the claim equals the wanted name, with its tag or digest. */
  public static SignedIdentity matchExact() {
    return of("matchExact", (claim, wanted) -> exact(claim, wanted));
  }

  /**
   * Returns the rule that the claim has a tag or digest, and equals the wanted name; if the wanted
   * name has a digest, that the repository is the same.
   */
  public static SignedIdentity matchRepoDigestOrExact() {
    return of("matchRepoDigestOrExact", SignedIdentity::digestOrExact);
  }

  /** Returns the rule that the claim is in the repository of the wanted name. */
  public static SignedIdentity matchRepository() {
    return of(
        "matchRepository",
        (claim, wanted) ->
            wanted == null ? notARegistry() : sameRepository(claim, wanted.repository()));
  }

  /**
   * Returns the rule that the claim equals a reference.
   *
   * @throws InvalidReferenceException if the reference has neither tag nor digest
   */
  public static SignedIdentity exactReference(String reference) {
    Reference expected = Reference.parse(reference);
    if (expected.tagOrDigest().isEmpty()) {
      throw new InvalidReferenceException(
          reference, reference.length(), "a tag or digest is missing");
    }
    return of("exactReference", (claim, wanted) -> equal(claim, expected));
  }

  /**
   * Returns the rule that the claim is in a repository.
   *
   * @throws InvalidReferenceException if the text names no repository
   */
  public static SignedIdentity exactRepository(String repository) {
    RepositoryName expected = RepositoryName.parse(repository);
    return of("exactRepository", (claim, wanted) -> sameRepository(claim, expected));
  }

  /**
   * Returns the rule of {@link #matchRepoDigestOrExact} for a name whose prefix is replaced, as for
   * a mirror of a signed repository.
   *
   * @param prefix whole components of the wanted name, such as {@code mirror.example/vendor}; a
   *     name without the prefix stays as it is
   * @param signedPrefix the prefix in the claim
   */
  public static SignedIdentity remap(String prefix, String signedPrefix) {
    return of(
        "remapIdentity",
        (claim, wanted) ->
            digestOrExact(claim, wanted == null ? null : remapped(wanted, prefix, signedPrefix)));
  }

  private static SignedIdentity of(String name, Rule rule) {
    return new SignedIdentity(name, true, rule);
  }

  /**
   * Returns why the claim does not do; null if it does.
   *
   * @param claim null if the signature gives no name
   */
  @Nullable String refusal(@Nullable String claim, ArtifactName wanted) {
    if (!needsClaim) {
      return null;
    }
    if (claim == null) {
      return "the signature gives no name to the artifact, and %s needs one".formatted(name);
    }
    Reference claimed;
    try {
      claimed = Reference.parse(claim, RegistryNames.DOCKER_HUB);
    } catch (InvalidReferenceException e) {
      return "the claim is not a reference";
    }
    try {
      return rule.refusal(claimed, wanted instanceof Reference reference ? reference : null);
    } catch (InvalidReferenceException e) {
      return "the name that replaces the wanted one is no reference: " + e.getMessage();
    }
  }

  boolean needsClaim() {
    return needsClaim;
  }

  private static @Nullable String digestOrExact(Reference claim, @Nullable Reference wanted) {
    if (wanted == null) {
      return notARegistry();
    }
    if (wanted.digest().isEmpty()) {
      return exact(claim, wanted);
    }
    return claim.tagOrDigest().isEmpty()
        ? "claim " + claim + " has neither tag nor digest" + USE_OTHER
        : sameRepository(claim, wanted.repository());
  }

  private static @Nullable String exact(Reference claim, @Nullable Reference wanted) {
    if (wanted == null) {
      return notARegistry();
    }
    return claim.tagOrDigest().isEmpty()
        ? "claim " + claim + " has neither tag nor digest" + USE_OTHER
        : equal(claim, wanted);
  }

  private static @Nullable String equal(Reference claim, Reference wanted) {
    return canonical(claim).equals(canonical(wanted)) ? null : differs(claim, wanted);
  }

  private static @Nullable String sameRepository(Reference claim, RepositoryName wanted) {
    return canonical(claim.repository()).equals(canonical(wanted)) ? null : differs(claim, wanted);
  }

  private static String differs(Reference claim, Object wanted) {
    return "claim %s, wanted %s".formatted(claim, wanted);
  }

  private static String notARegistry() {
    return "the artifact has no name in a registry: use exactReference or exactRepository";
  }

  private static Reference remapped(Reference wanted, String prefix, String signedPrefix) {
    String text = wanted.toString();
    boolean whole =
        text.equals(prefix)
            || (text.startsWith(prefix) && "/:@".indexOf(text.charAt(prefix.length())) >= 0);
    if (!whole) {
      return wanted;
    }
    return Reference.parse(signedPrefix + text.substring(prefix.length()));
  }

  private static String canonical(Reference reference) {
    String version =
        reference
            .digest()
            .map(digest -> "@" + digest)
            .orElseGet(() -> reference.tag().map(tag -> ":" + tag).orElse(""));
    return canonical(reference.repository()) + version;
  }

  /** Returns the name by which registries know a repository, the same for all aliases of a host. */
  static String canonical(RepositoryName repository) {
    String host = repository.registry().toLowerCase(Locale.ROOT);
    return RegistryNames.canonical(host)
        + "/"
        + new RepositoryName(host, repository.path()).apiPath();
  }

  /** Returns the name of the rule. */
  @Override
  public String toString() {
    return name;
  }
}
