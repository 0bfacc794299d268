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

/** Chooses and orders the installed credential providers that a client asks. */
public final class CredentialChoice {
  private CredentialChoice() {}

  /**
   * Returns the providers to ask, as one: the preferred one first, then all automatic providers.
   *
   * @param preferred {@link InstalledCredentials#TOKEN} for no preference, {@link
   *     InstalledCredentials#BASIC}, or the name of a provider
   * @param installed providers in any order; they are asked by descending priority, then by name
   * @throws IllegalArgumentException if no provider has the name; the message lists the known names
   */
  public static CredentialProvider of(
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
