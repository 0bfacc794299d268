package io.oras.maven;

import io.oras.api.error.CredentialException;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** Decrypts the passwords of {@code settings.xml}. */
final class SettingsSecrets {
  private final SettingsDecrypter decrypter;

  SettingsSecrets(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  /** Returns whether the settings have the value; an empty element counts as a missing one. */
  static boolean isGiven(@Nullable String value) {
    return value != null && !value.isEmpty();
  }

  /** Returns a copy of the server with its password and passphrase as plain text. */
  Server decrypted(Server server) throws CredentialException {
    return decrypted(
            new DefaultSettingsDecryptionRequest(server), "server '" + server.getId() + "'")
        .getServer();
  }

  /** Returns a copy of the proxy with its password as plain text. */
  Proxy decrypted(Proxy proxy) throws CredentialException {
    return decrypted(new DefaultSettingsDecryptionRequest(proxy), "proxy '" + proxy.getId() + "'")
        .getProxy();
  }

  private SettingsDecryptionResult decrypted(SettingsDecryptionRequest request, String owner)
      throws CredentialException {
    SettingsDecryptionResult result = decrypter.decrypt(request);
    for (SettingsProblem problem : result.getProblems()) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw new CredentialException(
            "cannot decrypt the password of "
                + owner
                + " in settings.xml: "
                + problem.getMessage()
                + ". Check that settings-security.xml has the master password that the password "
                + "was encrypted with (mvn --encrypt-master-password, mvn --encrypt-password)",
            problem.getException());
      }
    }
    return result;
  }
}
