package io.oras.auth.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.CredentialException;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import io.oras.auth.spi.IdentityToken;
import io.oras.auth.spi.RegistryToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("AUTH-22")
class DockerConfigTest {
  @Test
  void authIsUserAndPasswordWithColons() throws CredentialException {
    String json = auths("registry.example", "{\"auth\":\"%s\"}".formatted(base64("ann:pä:ss")));
    BasicCredential found = (BasicCredential) find(json, "registry.example", null).orElseThrow();
    assertEquals("ann", found.user());
    assertEquals("pä:ss", found.password());
  }

  @Test
  void authMayHaveLineBreaks() throws CredentialException {
    String pair = base64("ann:s3cret");
    String wrapped = "\\n" + pair.substring(0, 8) + "\\r\\n" + pair.substring(8) + "\\n";
    String json = auths("registry.example", "{\"auth\":\"" + wrapped + "\"}");
    BasicCredential found = (BasicCredential) find(json, "registry.example", null).orElseThrow();
    assertEquals("ann:s3cret", found.user() + ":" + found.password());
  }

  @Test
  void userAndPasswordInTheirOwnFields() throws CredentialException {
    String json = auths("registry.example", "{\"username\":\"ann\",\"password\":\"s3cret\"}");
    BasicCredential found = (BasicCredential) find(json, "registry.example", null).orElseThrow();
    assertEquals("ann:s3cret", found.user() + ":" + found.password());
  }

  @Test
  void authComesBeforeUserAndPassword() throws CredentialException {
    String json =
        auths(
            "registry.example",
            "{\"username\":\"eve\",\"password\":\"old\",\"auth\":\"%s\"}"
                .formatted(base64("ann:s3cret")));
    assertEquals("ann", user(find(json, "registry.example", null)));
  }

  @Test
  void identityTokenComesBeforeThePassword() throws CredentialException {
    String guid = base64("00000000-0000-0000-0000-000000000000:");
    String json =
        auths("team.azurecr.io", "{\"auth\":\"%s\",\"identitytoken\":\"refresh\"}".formatted(guid));
    assertEquals(
        "refresh", ((IdentityToken) find(json, "team.azurecr.io", null).orElseThrow()).token());
  }

  @Test
  void userNamedTokenHasAnIdentityToken() throws CredentialException {
    String json =
        auths("registry.example", "{\"auth\":\"%s\"}".formatted(base64("<token>:refresh")));
    assertEquals(
        "refresh", ((IdentityToken) find(json, "registry.example", null).orElseThrow()).token());
  }

  @Test
  void registryTokenIsTakenAsItIs() throws CredentialException {
    String json = auths("registry.example", "{\"registrytoken\":\"access\"}");
    assertEquals(
        "access", ((RegistryToken) find(json, "registry.example", null).orElseThrow()).token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"auth\":\"\"}", "{\"email\":\"a@b\"}"})
  void entryWithoutASecretIsNone(String entry) throws CredentialException {
    assertEquals(
        Optional.empty(), find(auths("registry.example", entry), "registry.example", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "{}", "{\"auths\":null}", "{\"credsStore\":\"desktop\"}"})
  void configurationWithoutEntriesKnowsNothing(String json) throws CredentialException {
    assertEquals(Optional.empty(), find(json, "registry.example", null));
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io, https://index.docker.io/v1/",
    "index.docker.io, https://index.docker.io/v1/",
    "registry-1.docker.io, https://index.docker.io/v1/",
    "docker.io, docker.io",
    "docker.io, index.docker.io/v1/",
    "registry.example, https://registry.example",
    "registry.example, https://registry.example/v2/",
    "registry.example, http://registry.example/some/path",
    "registry.example, registry.example/v1/",
    "Registry.Example:5000, registry.example:5000",
    "registry.example:5000, https://REGISTRY.example:5000/v1/",
  })
  void keyOfARegistryInAllItsForms(String registry, String key) throws CredentialException {
    assertEquals("ann", user(find(auths(key, basic("ann")), registry, "team/app")));
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example:5000, registry.example",
    "registry.example, registry.example:5000",
    "registry.example, other.registry.example",
    "registry.example, registry.example.evil",
    "registry.example, registry.example/other",
    "registry.example, registry.example/tea",
    "docker.io, https://index.docker.io/v1/access-token",
    "docker.io, https://index.docker.io/v1/refresh-token",
  })
  void keyOfAnotherPlaceGivesNothing(String registry, String key) throws CredentialException {
    assertEquals(Optional.empty(), find(auths(key, basic("ann")), registry, "team/app"));
  }

  @Test
  void longestNamespaceWins() throws CredentialException {
    String json =
        """
        {"auths": {"quay.io": %s, "quay.io/ns": %s, "quay.io/ns/repo": %s}}"""
            .formatted(basic("all"), basic("ns"), basic("repo"));
    assertEquals("repo", user(find(json, "quay.io", "ns/repo")));
    assertEquals("repo", user(find(json, "quay.io", "ns/repo/sub")));
    assertEquals("ns", user(find(json, "quay.io", "ns/repository")));
    assertEquals("all", user(find(json, "quay.io", "nsx/repo")));
    assertEquals("all", user(find(json, "quay.io", null)));
  }

  @Test
  void emptyEntryOfDockerHubDoesNotHideAnother() throws CredentialException {
    String json =
        "{\"auths\": {\"https://index.docker.io/v1/\": {}, \"docker.io\": %s}}"
            .formatted(basic("ann"));
    assertEquals("ann", user(find(json, "docker.io", null)));
  }

  @Test
  void helperOfTheRegistryComesBeforeThatOfAll() throws CredentialException {
    DockerConfig config =
        parse(
            """
            {"credsStore": "desktop",
             "credHelpers": {"gcr.io": "gcloud", "plain.example": "",
                             "https://index.docker.io/v1/": "hub"}}""");
    assertEquals(Optional.of("gcloud"), config.helper("gcr.io"));
    assertEquals(Optional.of("hub"), config.helper("docker.io"));
    assertEquals(Optional.of("desktop"), config.helper("registry.example"));
    assertEquals(Optional.empty(), config.helper("plain.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{} {}",
        "{\"auths\": s3cret}",
        "{\"auths\": []}",
        "{\"auths\": {\"registry.example\": \"s3cret\"}}",
        "{\"auths\": {\"registry.example\": {\"auth\": [\"s3cret\"]}}}",
        "{\"auths\": {\"registry.example\": {\"auth\": \"s3cret!\"}}}",
        "{\"auths\": {\"registry.example\": {\"auth\": \"czNjcmV0\"}}}",
      })
  void malformedConfigurationIsNamedWithoutItsSecrets(String json) {
    CredentialException e =
        assertThrows(CredentialException.class, () -> find(json, "registry.example", null));
    assertEquals("config.json", e.getMessage().substring(0, 11), e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      assertFalse(cause.toString().contains("s3cret"), cause.toString());
      assertFalse(cause.toString().contains("czNjcmV0"), cause.toString());
    }
  }

  @Test
  void malformedUtf8IsAnError() {
    byte[] bytes = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
    CredentialException e =
        assertThrows(CredentialException.class, () -> DockerConfig.parse("config.json", bytes));
    assertEquals("config.json is not JSON: malformed UTF-8", e.getMessage());
  }

  @Test
  void deepNestingIsAnError() {
    for (String open : List.of("[", "{\"a\":")) {
      assertThrows(CredentialException.class, () -> parse("{\"auths\":" + open.repeat(500_000)));
    }
  }

  /** What takes more than linear time does not end. */
  @Test
  void worstKeysAndPasswordsAreReadInLinearTime() throws CredentialException {
    int length = 2 << 20;
    String key = "registry.example" + "/".repeat(length) + "a";
    assertEquals(Optional.empty(), find(auths(key, basic("ann")), "registry.example", "b"));
    String password = "\0".repeat(length) + "x";
    String entry = "{\"auth\": \"%s\"}".formatted(base64("ann:" + password));
    assertEquals("ann", user(find(auths("registry.example", entry), "registry.example", null)));
  }

  @Test
  void helperThatIsNoStringIsAnError() throws CredentialException {
    DockerConfig config = parse("{\"credsStore\": 7}");
    assertThrows(CredentialException.class, () -> config.helper("registry.example"));
  }

  private static DockerConfig parse(String json) throws CredentialException {
    return DockerConfig.parse("config.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Credential> find(
      String json, String registry, @Nullable String repository) throws CredentialException {
    return parse(json)
        .find(new CredentialRequest(registry, repository, CredentialRequest.Action.PULL));
  }

  private static String user(Optional<Credential> found) {
    return ((BasicCredential) found.orElseThrow()).user();
  }

  private static String auths(String key, String entry) {
    return "{\"auths\": {\"%s\": %s}}".formatted(key, entry);
  }

  private static String basic(String user) {
    return "{\"auth\": \"%s\"}".formatted(base64(user + ":s3cret"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
