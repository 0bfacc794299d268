package io.oras.core.options;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which installed credential providers a client asks. Immutable.
 *
 * <pre>{@code
 * Oras anonymous = Oras.builder().installedCredentials(InstalledCredentials.none()).build();
 * }</pre>
 */
public final class InstalledCredentials {
  /** No preference: the automatic providers are asked by descending priority. */
  public static final String TOKEN = "token";

  /**
   * The environment variables {@code ORAS_USER} and {@code ORAS_PASS} first, for every registry
   * that the program talks to.
   */
  public static final String BASIC = "basic";

  private static final InstalledCredentials NONE = new InstalledCredentials(null);

  private final @Nullable String preferred;

  private InstalledCredentials(@Nullable String preferred) {
    this.preferred = preferred;
  }

  /** Returns the choice of all automatic providers, asked by descending priority. */
  public static InstalledCredentials all() {
    return preferring(TOKEN);
  }

  /** Returns the choice of no installed provider. */
  public static InstalledCredentials none() {
    return NONE;
  }

  /**
   * Returns the choice of one provider, then of all automatic providers. A name that no provider
   * has is an {@link IllegalArgumentException} when a registry is first used.
   *
   * @param name {@link #TOKEN}, {@link #BASIC}, {@code ecr}, or the name of a provider
   */
  public static InstalledCredentials preferring(String name) {
    return new InstalledCredentials(Objects.requireNonNull(name, "name"));
  }

  /** Returns the name of the provider to ask first; empty if no provider is asked. */
  public Optional<String> preferred() {
    return Optional.ofNullable(preferred);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InstalledCredentials that && Objects.equals(preferred, that.preferred);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(preferred);
  }

  @Override
  public String toString() {
    return preferred == null ? "none" : preferred;
  }
}
