package io.oras.core.options;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which installed credential providers a client asks. Immutable. */
public final class InstalledCredentials {
  /** The providers of Docker's and containers' credential files and helpers. */
  public static final String TOKEN = "token";

  /** The same providers as {@link #TOKEN}. */
  public static final String BASIC = "basic";

  private static final InstalledCredentials NONE = new InstalledCredentials(null);

  private final @Nullable String preferred;

  private InstalledCredentials(@Nullable String preferred) {
    this.preferred = preferred;
  }

  /** Returns the choice of all installed providers, each asked in the order of its priority. */
  public static InstalledCredentials all() {
    return preferring(TOKEN);
  }

  /** Returns the choice of no installed provider. */
  public static InstalledCredentials none() {
    return NONE;
  }

  /**
   * Returns the choice of all installed providers, of which one is asked first. A name that no
   * provider has is an {@link IllegalArgumentException} when a registry is first used.
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
