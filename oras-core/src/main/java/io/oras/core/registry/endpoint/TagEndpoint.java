package io.oras.core.registry.endpoint;

import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryResponse;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Digest;
import io.oras.api.reference.Reference;
import io.oras.api.transport.RegistryUrls;
import io.oras.core.http.RegistryRequest;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.PagedList;
import io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature;
import io.oras.core.registry.client.RepositoryClient;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists and removes tags (distribution-spec v1.1.1, "Listing Tags", "Deleting Tags"). */
public record TagEndpoint(RepositoryClient client, ManifestEndpoint manifests) {
  /** How many tags are looked at to say which share a manifest. */
  private static final int LOOKED_AT = 100;

  private static final System.Logger LOG = System.getLogger(TagEndpoint.class.getName());

  /**
   * The tags in the registry's order.
   *
   * @param last after which to begin, or null
   * @param pageSize what to ask for in one page, or 0 to leave that to the registry
   */
  public Stream<String> list(@Nullable String last, int pageSize) throws IOException {
    URI url = page(client.urls().tags(), last, pageSize);
    RegistryRequest request = client.read("GET", url, "listing tags of " + client.repository());
    return PagedList.from(
        client.registry(),
        request,
        client.send(request, 200),
        (body, answer) -> PagedList.Page.of(strings(body, "tags")));
  }

  /** Returns the URL of a list that begins after an entry, in pages of that many; 0 for any. */
  public static URI page(URI list, @Nullable String last, int pageSize) {
    URI url = pageSize > 0 ? RegistryUrls.with(list, "n", Integer.toString(pageSize)) : list;
    return last == null ? url : RegistryUrls.with(url, "last", last);
  }

  /** The strings of a list. Old registries write null for an empty one, and null among tags. */
  public static List<String> strings(byte[] body, String name) throws InvalidJsonException {
    JsonValue list = JsonDocument.parseObject(body, "list").get(name);
    List<String> strings = new ArrayList<>();
    if (list instanceof JsonArray array) {
      for (JsonValue entry : array) {
        if (entry instanceof JsonString text) {
          strings.add(text.getString());
        } else if (!entry.equals(JsonValue.NULL)) {
          throw new InvalidJsonException(name + ": expected strings");
        }
      }
    } else if (list != null && !list.equals(JsonValue.NULL)) {
      throw new InvalidJsonException(name + ": expected an array");
    }
    return strings;
  }

  /**
   * Removes a tag. Where the registry does not do that, nothing happens: deleting the manifest
   * instead would take its other tags along.
   */
  public void untag(String tag) throws IOException {
    RegistryResponse said = null;
    if (!client.refuses(UnsupportedFeature.UNTAG)) {
      RegistryRequest request =
          client.delete(
              client.urls().manifest(Reference.requireTag(tag)),
              "removing tag " + tag + " of " + client.repository());
      try {
        client.exchange(request, 202, 200, 204);
        return;
      } catch (OrasException e) {
        if (FailureClassifier.status(e) != 400 && FailureClassifier.status(e) != 405) {
          throw e;
        }
        said = FailureClassifier.of(e).orElseThrow();
        client.refused(UnsupportedFeature.UNTAG);
      }
    }
    String advice = advice(tag, manifests.resolve(tag).digest());
    throw said == null
        ? new UnsupportedException(
            client.repository().registry() + " cannot remove tags; " + advice)
        : new UnsupportedException(said, "this registry cannot remove tags; " + advice);
  }

  private String advice(String tag, Digest digest) {
    List<String> others = new ArrayList<>();
    boolean all = true;
    try (Stream<String> tags = list(null, 0)) {
      int looked = 0;
      for (String other : (Iterable<String>) tags::iterator) {
        if (++looked > LOOKED_AT) {
          all = false;
          break;
        }
        if (!other.equals(tag) && manifests.resolve(other).digest().equals(digest)) {
          others.add(other);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(System.Logger.Level.DEBUG, "could not find out which tags share " + digest, e);
      all = false;
    }
    String shared = others.isEmpty() ? "" : " and the tags " + String.join(", ", others);
    return "deleting manifest "
        + digest
        + " would remove "
        + tag
        + shared
        + (all ? "" : " and perhaps others");
  }
}
