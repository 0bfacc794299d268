package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.core.options.RegistrySettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {
  @ParameterizedTest
  @Tag("DIST-HTTP-14")
  @CsvSource({
    "ghcr.io, https://ghcr.io",
    "reg.example:5000, https://reg.example:5000",
    "localhost:5000, http://localhost:5000",
    "127.0.0.1:5000, http://127.0.0.1:5000",
    "[::1]:5000, http://[0:0:0:0:0:0:0:1]:5000",
    "127.evil.example, https://127.evil.example",
    "localhost.evil.example, https://localhost.evil.example",
    "10.0.0.1:5000, https://10.0.0.1:5000",
    "docker.io, https://registry-1.docker.io",
    "index.docker.io, https://registry-1.docker.io"
  })
  void plainHttpIsTheDefaultForLoopbackAlone(String registry, String origin) {
    assertEquals(
        origin, new Endpoints(r -> RegistrySettings.defaults()).origin(registry).toString());
  }

  @Test
  void settingsDecideAboutPlainHttp() {
    var plain = new Endpoints(r -> RegistrySettings.builder().plainHttp(true).build());
    var secure = new Endpoints(r -> RegistrySettings.builder().plainHttp(false).build());
    assertEquals("http://reg.example/v2/", plain.url("reg.example", "/v2/").toString());
    assertEquals("https://localhost:5000/v2/", secure.url("localhost:5000", "/v2/").toString());
  }
}
