package io.oras.core.context;

import io.oras.api.spi.Environment;
import io.oras.api.spi.Prioritized;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import io.oras.core.options.InstalledCredentials;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Decides which credential sources a client asks, and in which order: those of the builder in the
 * order they were added, then the preferred installed provider, then the other installed ones.
 */
public final class CredentialOrder {
  private CredentialOrder() {}

  /** Returns the sources to ask, first to last. */
  public static List<CredentialProvider> of(
      ClientSettings.Credentials chosen, ServiceProviders providers, Environment environment) {
    List<CredentialProvider> order = new ArrayList<>(chosen.providers());
    chosen
        .installed()
        .preferred()
        .ifPresent(name -> order.add(ofInstalled(name, providers.credentials(), environment)));
    return order;
  }

  /**
   * Returns the installed providers to ask, as one: the preferred one first, then all automatic
   * providers.
   *
   * @param preferred {@link InstalledCredentials#TOKEN} for no preference, {@link
   *     InstalledCredentials#BASIC}, or the name of a provider
   * @param installed providers in any order; they are asked by descending priority, then by name
   * @throws IllegalArgumentException if no provider has the name; the message lists the known names
   */
  static CredentialProvider ofInstalled(
      String preferred,
      Collection<? extends CredentialProvider> installed,
      Environment environment) {
    List<CredentialProvider> chosen = new ArrayList<>();
    if (preferred.equals(InstalledCredentials.BASIC)) {
      chosen.add(CredentialProviders.environment(environment));
    } else if (!preferred.equals(InstalledCredentials.TOKEN)) {
      installed.stream()
          .filter(p -> p.name().equals(preferred))
          .sorted(Prioritized.ORDER)
          .forEach(chosen::add);
      if (chosen.isEmpty()) {
        throw new IllegalArgumentException(unknown(preferred, installed));
      }
    }
    installed.stream()
        .filter(p -> p.automatic() && !chosen.contains(p))
        .sorted(Prioritized.ORDER)
        .forEach(chosen::add);
    return CredentialProviders.chain(chosen).withEnvironment(environment);
  }

  private static String unknown(String name, Collection<? extends CredentialProvider> installed) {
    TreeSet<String> known =
        new TreeSet<>(List.of(InstalledCredentials.TOKEN, InstalledCredentials.BASIC));
    installed.forEach(provider -> known.add(provider.name()));
    return "no credential provider is named '%s'; known names are %s; docker and ecr come with io.oras:oras-auth-docker"
        .formatted(name, String.join(", ", known));
  }
}
