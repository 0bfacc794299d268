package io.oras.tests.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferrersTest {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final Digest SUBJECT = Digest.of(new byte[] {1});

  @Test
  void referrersAreListedFilteredAndPaged() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.builder().pageSize(2).start()) {
      Http http = new Http(registry);
      for (int i = 0; i < 5; i++) {
        var put = push(http, i, i % 2 == 0 ? "a/even+x" : "a/odd");
        assertEquals(SUBJECT.toString(), put.headers().firstValue("OCI-Subject").orElseThrow());
      }
      assertEquals(5, all(http, "").size());

      List<JsonObject> even = all(http, "?artifactType=a%2Feven%2Bx");
      assertEquals(3, even.size());
      assertEquals("a/even+x", even.get(0).getString("artifactType"));
      assertEquals(INDEX, even.get(0).getString("mediaType"));
      assertTrue(even.get(0).getJsonObject("annotations").containsKey("n"));
    }
  }

  @Test
  void whoHasNoReferrersGetsAnEmptyIndex() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      assertEquals(List.of(), all(new Http(registry), ""));
      assertEquals(400, new Http(registry).get("/v2/r/referrers/sha256:1").statusCode());
    }
  }

  @Test
  void withoutTheApiThereIsNeitherAListNorAHeader() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.builder().referrersApi(false).start()) {
      Http http = new Http(registry);
      assertTrue(push(http, 1, "a/b").headers().firstValue("OCI-Subject").isEmpty());
      assertEquals(404, http.get("/v2/r/referrers/" + SUBJECT).statusCode());
    }
  }

  @Test
  void aFilterThatIsOffIsNotAnnounced() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.builder().referrersFilter(false).start()) {
      Http http = new Http(registry);
      push(http, 1, "a/b");
      var list = http.get("/v2/r/referrers/" + SUBJECT + "?artifactType=c/d");
      assertTrue(list.headers().firstValue("OCI-Filters-Applied").isEmpty());
      assertTrue(list.body().contains("a/b"));
    }
  }

  private static HttpResponse<String> push(Http http, int number, String type) throws Exception {
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"%s","manifests":[],\
        "subject":{"mediaType":"%s","digest":"%s","size":1},"annotations":{"n":"%d"}}"""
            .formatted(INDEX, type, INDEX, SUBJECT, number);
    var put = http.send("PUT", "/v2/r/manifests/t" + number, manifest, "Content-Type", INDEX);
    assertEquals(201, put.statusCode(), put.body());
    return put;
  }

  private static List<JsonObject> all(Http http, String query) throws Exception {
    List<JsonObject> entries = new ArrayList<>();
    String next = "/v2/r/referrers/" + SUBJECT + query;
    while (!next.isEmpty()) {
      var page = http.get(next);
      assertEquals(200, page.statusCode());
      assertEquals(INDEX, page.headers().firstValue("Content-Type").orElseThrow());
      boolean applied = page.headers().firstValue("OCI-Filters-Applied").isPresent();
      assertEquals(!query.isEmpty(), applied);
      JsonObject index = Json.createReader(new StringReader(page.body())).readObject();
      entries.addAll(index.getJsonArray("manifests").getValuesAs(JsonObject.class));
      next =
          page.headers()
              .firstValue("Link")
              .map(link -> link.substring(1, link.indexOf('>')))
              .orElse("");
    }
    return entries;
  }
}
