package io.oras.auth.spi;

import io.oras.api.spi.Prioritized;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Ways to find credentials, by name.
 *
 * <table>
 * <caption>Names</caption>
 * <tr><th>{@link #TOKEN}</th><td>asks all automatic providers; the default</td></tr>
 * <tr><th>{@link #BASIC}</th><td>asks the variables {@code ORAS_USER} and {@code ORAS_PASS}, then
 *     all automatic providers</td></tr>
 * <tr><th>any other</th><td>asks the provider of this {@linkplain CredentialProvider#name name},
 *     then all automatic ones; {@code ecr}, which runs the helper program of Amazon ECR, and
 *     {@code docker} come with {@code io.oras:oras-auth-docker}</td></tr>
 * </table>
 *
 * <p>A name says where credentials come from. How they are sent is the registry's to say, by its
 * challenge.
 */
public final class Authentication {
  /** All automatic providers. */
  public static final String TOKEN = "token";

  /** {@link CredentialProviders#environment}, then all automatic providers. */
  public static final String BASIC = "basic";

  private Authentication() {}

  /**
   * The providers to ask under this name, as one.
   *
   * @param installed in any order; they are asked by priority, descending, then by name
   * @throws IllegalArgumentException when there is no such name; the message lists the known ones
   */
  public static CredentialProvider byName(
      String name, Collection<? extends CredentialProvider> installed) {
    List<CredentialProvider> chosen = new ArrayList<>();
    if (name.equals(BASIC)) {
      chosen.add(CredentialProviders.environment());
    } else if (!name.equals(TOKEN)) {
      installed.stream()
          .filter(p -> p.name().equals(name))
          .sorted(Prioritized.ORDER)
          .forEach(chosen::add);
      if (chosen.isEmpty()) {
        throw new IllegalArgumentException(unknown(name, installed));
      }
    }
    installed.stream()
        .filter(p -> p.automatic() && !chosen.contains(p))
        .sorted(Prioritized.ORDER)
        .forEach(chosen::add);
    return CredentialProviders.chain(chosen);
  }

  private static String unknown(String name, Collection<? extends CredentialProvider> installed) {
    TreeSet<String> known = new TreeSet<>(List.of(TOKEN, BASIC));
    installed.forEach(provider -> known.add(provider.name()));
    return "no authentication is named '%s'; known are %s; others are installed CredentialProviders, docker and ecr come with io.oras:oras-auth-docker"
        .formatted(name, String.join(", ", known));
  }
}
