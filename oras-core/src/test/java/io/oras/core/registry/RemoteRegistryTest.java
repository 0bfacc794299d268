package io.oras.core.registry;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.AuthenticationException;
import io.oras.api.error.InvalidReferenceException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RemoteRegistryTest {
  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http;

  private RemoteRegistry registry() {
    return new RemoteRegistry(fixture.context(), fixture.operation, "r.example");
  }

  @Test
  @Tag("DIST-HTTP-05")
  @Tag("DIST-HTTP-06")
  void pingTellsRegistriesFromOthers() throws IOException {
    http.on("GET /v2/", reply(200), error(401, "UNAUTHORIZED"), reply(404));
    registry().ping();
    assertThrows(AuthenticationException.class, () -> registry().ping());
    assertThrows(NotFoundException.class, () -> registry().ping());
  }

  @Test
  void catalogueIsFollowedByItsLinks() throws IOException {
    http.on(
        "GET /v2/_catalog?n=1&last=a",
        reply(200, "{\"repositories\":[\"b\"]}")
            .with("Link", "</v2/_catalog?last=b&n=1>; rel=\"next\""));
    http.on("GET /v2/_catalog?last=b&n=1", reply(200, "{\"repositories\":[\"c\"]}"));
    try (Stream<String> names = registry().repositories("a", 1)) {
      assertEquals(List.of("b", "c"), names.toList());
    }
    assertEquals("registry:catalog:*", http.last().request().scopes().get(0).toString());
  }

  @Test
  @Tag("DIST-LIST-11")
  void registryNeedHaveNoCatalogue() {
    http.on("GET /v2/_catalog", reply(404), error(401, "UNAUTHORIZED"));
    assertThrows(UnsupportedException.class, () -> registry().repositories(null, 0));
    assertThrows(AuthenticationException.class, () -> registry().repositories(null, 0));
  }

  @Test
  void nameIsCheckedFirst() {
    assertThrows(
        InvalidReferenceException.class,
        () -> new RemoteRegistry(fixture.context(), fixture.operation, "r.example/demo"));
  }
}
