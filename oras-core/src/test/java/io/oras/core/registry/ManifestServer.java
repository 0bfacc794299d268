package io.oras.core.registry;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;

import io.oras.api.model.Digest;
import io.oras.core.registry.FakeHttp.Received;
import io.oras.core.registry.FakeHttp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps manifests under tags and digests, and knows nothing of referrers, as docker-registry. */
public final class ManifestServer implements FakeHttp.Handler {
  @SuppressWarnings("ArrayRecordComponent")
  private record Stored(byte[] content, String type) {}

  private final Map<String, Stored> manifests = new ConcurrentHashMap<>();
  public boolean etags;

  public void put(String reference, byte[] content, String type) {
    manifests.put(reference, new Stored(content, type));
  }

  public String text(String reference) {
    return new String(
        Objects.requireNonNull(manifests.get(reference)).content, StandardCharsets.UTF_8);
  }

  public boolean has(String reference) {
    return manifests.containsKey(reference);
  }

  @Override
  public Reply answer(Received request) {
    String path = request.request().uri().getRawPath();
    if (!path.startsWith("/v2/demo/manifests/")) {
      return reply(404, "404 page not found");
    }
    String reference = path.substring("/v2/demo/manifests/".length());
    Stored stored = manifests.get(reference);
    return switch (request.request().method()) {
      case "PUT" -> {
        String match = request.header("If-Match");
        if (!match.isEmpty() && !match.equals(etag(stored))) {
          yield reply(412);
        }
        Stored replacement = new Stored(request.body(), request.header("Content-Type"));
        manifests.put(reference, replacement);
        manifests.put(Digest.of(request.body()).toString(), replacement);
        yield reply(201);
      }
      case "DELETE" -> {
        manifests.remove(reference);
        yield reply(stored == null ? 404 : 202);
      }
      default -> {
        if (stored == null) {
          yield error(404, "MANIFEST_UNKNOWN");
        }
        Reply found = reply(200, stored.content).with("Content-Type", stored.type);
        yield etags ? found.with("ETag", etag(stored)) : found;
      }
    };
  }

  private static String etag(@Nullable Stored stored) {
    return stored == null ? "" : "\"" + Digest.of(stored.content).shortened() + "\"";
  }
}
