package io.oras.auth.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CredentialTest {
  private static final String SECRET = "s3cret-value";

  static Stream<Function<String, Credential>> kinds() {
    return Stream.of(
        secret -> Credential.basic("user", secret),
        secret -> Credential.basic("user", secret.toCharArray()),
        Credential::identityToken,
        Credential::registryToken);
  }

  private static String reveal(Credential credential) {
    if (credential instanceof BasicCredential basic) {
      return basic.password();
    }
    if (credential instanceof IdentityToken token) {
      return token.token();
    }
    return credential instanceof RegistryToken token ? token.token() : "";
  }

  @Test
  void everyKindIsAmongThoseTested() {
    Set<Class<?>> tested = new HashSet<>();
    kinds().forEach(kind -> tested.add(kind.apply(SECRET).getClass()));
    tested.add(Credential.ANONYMOUS.getClass());
    assertEquals(Set.of(Credential.class.getPermittedSubclasses()), tested);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theSecretIsNeverShown(Function<String, Credential> kind) {
    Credential credential = kind.apply(SECRET);
    assertEquals(SECRET, reveal(credential));
    assertFalse(credential.toString().contains(SECRET), credential::toString);
    assertFalse(credential.identity().contains(SECRET), credential::identity);
    assertFalse(List.of(credential).toString().contains(SECRET));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void twoSecretsAreTwoIdentities(Function<String, Credential> kind) {
    assertEquals(kind.apply(SECRET).identity(), kind.apply(SECRET).identity());
    assertNotEquals(kind.apply(SECRET).identity(), kind.apply("other").identity());
  }

  @Test
  void oneSecretOfTwoKindsOrUsersIsTwoIdentities() {
    List<Credential> all =
        List.of(
            Credential.ANONYMOUS,
            Credential.basic("user", SECRET),
            Credential.basic("other", SECRET),
            Credential.basic("", SECRET),
            Credential.basic("user\0", SECRET),
            Credential.basic("use", "r" + SECRET),
            Credential.identityToken(SECRET),
            Credential.registryToken(SECRET));
    assertEquals(all.size(), all.stream().map(Credential::identity).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aDestroyedSecretIsGone(Function<String, Credential> kind) {
    Credential credential = kind.apply(SECRET);
    credential.destroy();
    assertEquals("\0".repeat(SECRET.length()), reveal(credential));
  }

  @Test
  void thePasswordIsCopied() {
    char[] password = SECRET.toCharArray();
    Credential credential = Credential.basic("user", password);
    password[0] = 'x';
    assertEquals(SECRET, reveal(credential));
    credential.destroy();
    assertEquals('3', password[1]);
  }

  @Test
  void theUserIsShown() {
    assertEquals("basic(user:*****)", Credential.basic("user", SECRET).toString());
    assertEquals("anonymous", Credential.ANONYMOUS.toString());
  }
}
