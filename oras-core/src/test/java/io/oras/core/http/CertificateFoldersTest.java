package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.transport.Origin;
import io.oras.api.transport.PemFiles;
import io.oras.api.transport.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateFoldersTest {
  private static final Origin REGISTRY = Origin.of(URI.create("https://reg.example:5000"));

  @TempDir Path temp;

  private Path put(String file) throws IOException {
    Path path = temp.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.createFile(path);
  }

  private CertificateFolders folders() {
    return CertificateFolders.of(List.of(temp.resolve("user"), temp.resolve("machine")));
  }

  private static List<Path> authorities(TlsSettings settings) {
    return settings.authorities().stream().flatMap(source -> source.file().stream()).toList();
  }

  @Test
  void authoritiesAndClientCertificateComeFromTheFolderOfTheServer() throws Exception {
    Path one = put("machine/reg.example:5000/a.crt");
    Path two = put("machine/reg.example:5000/b.crt");
    Path certificate = put("machine/reg.example:5000/client.cert");
    Path key = put("machine/reg.example:5000/client.key");
    put("machine/reg.example:5000/README");
    put("machine/other.example/c.crt");
    assertEquals(
        TlsSettings.builder()
            .authority(one)
            .authority(two)
            .clientCertificate(certificate, key)
            .build(),
        folders().complete(TlsSettings.defaults(), REGISTRY));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pipeInPlaceOfACertificateIsRefusedAtOnce() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("machine/reg.example:5000"));
    String pipe = folder.resolve("a.crt").toString();
    assertEquals(0, new ProcessBuilder("mkfifo", pipe).start().waitFor());
    TlsSettings settings = folders().complete(TlsSettings.defaults(), REGISTRY);
    assertThrows(IOException.class, () -> PemFiles.certificates(settings.authorities().get(0)));
  }

  @Test
  void aServerWithoutAFolderIsTrustedByDefault() throws Exception {
    put("machine/reg.example/a.crt");
    assertEquals(TlsSettings.defaults(), folders().complete(TlsSettings.defaults(), REGISTRY));
  }

  @ParameterizedTest
  @CsvSource({"reg.example", "reg.example:443"})
  void theDefaultPortMayBeLeftOut(String name) throws Exception {
    Path authority = put("machine/" + name + "/a.crt");
    Origin origin = Origin.of(URI.create("https://reg.example"));
    assertEquals(
        List.of(authority), authorities(folders().complete(TlsSettings.defaults(), origin)));
  }

  @Test
  void theFirstPlaceThatHasTheServerDecides() throws Exception {
    Path mine = put("user/reg.example:5000/a.crt");
    put("machine/reg.example:5000/b.crt");
    assertEquals(List.of(mine), authorities(folders().complete(TlsSettings.defaults(), REGISTRY)));
  }

  @Test
  void whatIsGivenComesFirst() throws Exception {
    Path found = put("user/reg.example:5000/a.crt");
    put("user/reg.example:5000/client.cert");
    put("user/reg.example:5000/client.key");
    TlsSettings certificate =
        TlsSettings.builder().clientCertificate(temp, temp).insecure(true).build();
    TlsSettings authority = TlsSettings.builder().authority(temp).build();
    assertEquals(
        TlsSettings.builder().authority(found).clientCertificate(temp, temp).insecure(true).build(),
        folders().complete(certificate, REGISTRY));
    assertEquals(List.of(temp), authorities(folders().complete(authority, REGISTRY)));
  }

  @ParameterizedTest
  @CsvSource({"client.cert, client.key", "client.key, client.cert"})
  void aCertificateWithoutItsKeyIsNamed(String there, String missing) throws Exception {
    put("user/reg.example:5000/" + there);
    TransportException e =
        assertThrows(
            TransportException.class, () -> folders().complete(TlsSettings.defaults(), REGISTRY));
    assertTrue(e.getMessage().contains(there + " has no " + missing), e.getMessage());
    assertEquals(TransportException.Kind.PERMANENT, e.kind());
  }

  @Test
  void theUsersPlacesComeBeforeThoseOfTheMachine() throws Exception {
    Path docker = put(".config/docker/certs.d/reg.example:5000/b.crt");
    var byHome = CertificateFolders.ofMachine(Environment.of(Map.of(), temp, "Linux"));
    assertEquals(List.of(docker), authorities(byHome.complete(TlsSettings.defaults(), REGISTRY)));

    Path podman = put("xdg/containers/certs.d/reg.example:5000/a.crt");
    Map<String, String> xdg = Map.of("XDG_CONFIG_HOME", temp.resolve("xdg").toString());
    var byXdg = CertificateFolders.ofMachine(Environment.of(xdg, temp, "Linux"));
    assertEquals(List.of(podman), authorities(byXdg.complete(TlsSettings.defaults(), REGISTRY)));
  }
}
