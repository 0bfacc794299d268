package io.oras.tests.profiles;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryProfile;
import java.io.IOException;
import java.util.Random;

/** Registries as they are, and clients that may use them and wait for nothing. */
final class Clients {
  static final MediaType NOTE = new MediaType("application/vnd.example.note");

  private Clients() {}

  static InProcessRegistry start(RegistryProfile profile) throws IOException {
    return InProcessRegistry.builder()
        .profile(profile)
        .auth(Auth.token("ann", "secret").refreshToken("identity"))
        .start();
  }

  static OrasBuilder of(RegistryProfile profile, InProcessRegistry registry) {
    Credential credential =
        profile == RegistryProfile.ACR
            ? Credential.identityToken("identity")
            : Credential.basic("ann", "secret");
    return Oras.builder()
        .credential(registry.host(), credential)
        .testing(t -> t.sleeper(duration -> {}));
  }

  static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  static Artifact artifact(byte[] content) {
    return Artifact.of(Layer.ofBytes(content).withTitle("hello.bin")).withType(NOTE);
  }
}
