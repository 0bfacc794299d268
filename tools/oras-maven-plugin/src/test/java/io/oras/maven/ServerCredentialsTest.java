package io.oras.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.junit.OciRegistry;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OciRegistry(login = OciRegistry.Login.BASIC)
class ServerCredentialsTest {
  @TempDir Path folder;

  private static Server server(String id, String password) {
    return server(id, OciRegistry.USER, password);
  }

  private static Server server(String id, String user, String password) {
    Server server = new Server();
    server.setId(id);
    server.setUsername(user);
    server.setPassword(password);
    return server;
  }

  private static String failure(PushMojo push) {
    return assertThrows(MojoExecutionException.class, push::execute).getMessage();
  }

  @Test
  void encryptedPasswordOfTheServerOfTheRegistryIsUsed(InProcessRegistry registry)
      throws Exception {
    Goals goals = Goals.in(folder);
    goals.settings.addServer(server(registry.host(), goals.encrypted(OciRegistry.PASSWORD)));
    goals.push(registry.host() + "/team/app:1.0").execute();
    assertEquals(List.of("1.0"), registry.tags("team/app"));
  }

  @Test
  void passwordWithoutMasterPasswordIsAClearErrorWithoutTheSecret(InProcessRegistry registry)
      throws Exception {
    Goals goals = Goals.in(folder);
    String encrypted = goals.encrypted(OciRegistry.PASSWORD);
    Files.delete(goals.security());
    goals.settings.addServer(server(registry.host(), encrypted));
    String message = failure(goals.push(registry.host() + "/team/app:1.0"));
    assertTrue(
        message.contains(
            "cannot decrypt the password of server '" + registry.host() + "' in settings.xml"),
        message);
    assertTrue(message.contains("mvn --encrypt-master-password"), message);
    assertFalse(message.contains(encrypted), message);
  }

  @Test
  void serverIdChoosesAServerOfAnotherName(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    goals.settings.addServer(server(registry.host(), "wrong"));
    goals.settings.addServer(server("release", OciRegistry.PASSWORD));
    PushMojo push = goals.push(registry.host() + "/team/app:1.0");
    push.serverId = "release";
    push.execute();
    push.serverId = "none";
    assertTrue(failure(push).contains("no server 'none'"), failure(push));
  }

  @Test
  void serverOfAnotherRegistryIsNotUsed(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    goals.settings.addServer(server("other.example", OciRegistry.PASSWORD));
    failure(goals.push(registry.host() + "/team/app:1.0"));
    assertTrue(
        registry.requests().stream()
            .noneMatch(request -> request.headers().first("Authorization").isPresent()));
  }

  @Test
  void serverOfTheUserHidesTheGlobalServerWithTheSameId(InProcessRegistry registry)
      throws Exception {
    Goals goals = Goals.in(folder);
    merged(registry.host(), OciRegistry.PASSWORD, "wrong")
        .getServers()
        .forEach(goals.settings::addServer);
    goals.push(registry.host() + "/team/app:1.0").execute();

    Goals other = Goals.in(folder);
    merged(registry.host(), "wrong", OciRegistry.PASSWORD)
        .getServers()
        .forEach(other.settings::addServer);
    failure(other.push(registry.host() + "/team/app:2.0"));
    assertEquals(List.of("1.0"), registry.tags("team/app"));
  }

  /** Returns what Maven makes of both files. */
  private Settings merged(String id, String ofUser, String ofMachine) throws Exception {
    DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
    request.setUserSettingsFile(file("user.xml", id, ofUser).toFile());
    request.setGlobalSettingsFile(file("global.xml", id, ofMachine).toFile());
    return new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings();
  }

  private Path file(String name, String id, String password) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        "<settings><servers><server><id>%s</id><username>%s</username><password>%s</password></server></servers></settings>"
            .formatted(id, OciRegistry.USER, password));
  }

  @Test
  void registryWithoutAServerUsesWhatDockerLoginKept(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    dockerLogin(registry);
    goals.push(registry.host() + "/team/app:1.0").execute();
    assertEquals(List.of("1.0"), registry.tags("team/app"));
  }

  @Test
  void serverWithAnEmptyUserNameOrPasswordCountsAsNone(InProcessRegistry registry)
      throws Exception {
    dockerLogin(registry);
    for (Server server :
        List.of(
            server(registry.host(), "", "secret"), server(registry.host(), OciRegistry.USER, ""))) {
      Goals goals = Goals.in(folder);
      goals.settings.addServer(server);
      goals.push(registry.host() + "/team/app:1.0").execute();
    }
    assertEquals(List.of("1.0"), registry.tags("team/app"));
  }

  private void dockerLogin(InProcessRegistry registry) throws IOException {
    String auth =
        Base64.getEncoder()
            .encodeToString(
                (OciRegistry.USER + ":" + OciRegistry.PASSWORD).getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        Files.createDirectory(folder.resolve(".docker")).resolve("config.json"),
        "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + auth + "\"}}}");
  }
}
