package io.oras.core.registry.endpoint;

import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.StoreContext.Access;
import io.oras.api.transport.TransportResponse;
import io.oras.core.http.RegistryRequest;
import io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.wire.HeaderReader;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Asks for, opens and deletes blobs (distribution-spec v1.1.1, "Pulling Blobs" ff). */
public record BlobEndpoint(RepositoryClient client) {
  public boolean exists(Digest digest) throws IOException {
    if (!client.refuses(UnsupportedFeature.BLOB_HEAD)) {
      RegistryRequest request =
          client.read("HEAD", client.urls().blob(digest), doing("looking for", digest));
      int status = client.exchange(request, 200, 403, 404, 405, 501).status();
      if (status == 200 || status == 404) {
        return status == 200;
      }
      if (status != 403) {
        client.refused(UnsupportedFeature.BLOB_HEAD);
      }
    }
    // An upload tells as well; one who only reads gets the blob's head by GET.
    return client.access() == Access.READ && isReadable(digest);
  }

  /** By HEAD, or by the head of a GET where HEAD is refused or tells no length. */
  public Descriptor resolve(Digest digest) throws IOException {
    for (String method : List.of("HEAD", "GET")) {
      RegistryRequest request =
          client.read(method, client.urls().blob(digest), doing("looking for", digest));
      int[] refusals = method.equals("HEAD") ? new int[] {200, 405, 501} : new int[] {200};
      try (TransportResponse answer = client.send(request, refusals)) {
        OptionalLong size =
            answer.status() == 200
                ? HeaderReader.contentLength(answer.headers())
                : OptionalLong.empty();
        if (size.isPresent()) {
          return Descriptor.of(MediaType.OCTET_STREAM, digest, size.getAsLong());
        }
      }
    }
    throw new UnsupportedException(
        "the registry sends no length for the blob %s in %s"
            .formatted(digest, client.repository()));
  }

  private boolean isReadable(Digest digest) throws IOException {
    RegistryRequest request =
        client.read("GET", client.urls().blob(digest), doing("looking for", digest));
    try (TransportResponse answer = client.send(request, 200, 404)) {
      return answer.status() == 200;
    }
  }

  public void delete(Digest digest) throws IOException {
    client.exchange(
        client.delete(client.urls().blob(digest), doing("deleting", digest)), 202, 200, 204);
  }

  private String doing(String verb, Digest digest) {
    return verb + " blob " + digest + " in " + client.repository();
  }
}
