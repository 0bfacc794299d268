package io.oras.core.registry.endpoint;

import io.oras.api.content.RawManifest;
import io.oras.api.error.AuthenticationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import io.oras.core.http.RegistryRequest;
import io.oras.core.json.DescriptorJson;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import io.oras.core.json.JsonFields;
import io.oras.core.options.ReferrersMode;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.PagedList;
import io.oras.core.registry.client.ReferrersChange;
import io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.stream.Handover;
import io.oras.core.wire.HeaderReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What refers to a manifest: by the referrers API, and by the tag schema where a registry has no
 * such API (distribution-spec v1.1.1, "Listing Referrers", "Unavailable Referrers API").
 */
public final class ReferrersEndpoint {
  /** Where registries said which filters they applied before there was a header. */
  private static final String FILTERS_ANNOTATION = "org.opencontainers.referrers.filtersApplied";

  private static final String FILTER = "artifactType";

  private final RepositoryClient client;
  private final ManifestEndpoint manifests;
  private final ReferrersTagIndex schema;

  public ReferrersEndpoint(RepositoryClient client, ManifestEndpoint manifests) {
    this.client = client;
    this.manifests = manifests;
    this.schema = new ReferrersTagIndex(client, manifests);
  }

  public Stream<Descriptor> list(Digest subject, @Nullable MediaType artifactType)
      throws IOException {
    Optional<Stream<Descriptor>> listed =
        usesTags() ? Optional.empty() : ask(subject, artifactType);
    return listed.isPresent()
        ? listed.get()
        : schema.list(subject).stream().filter(entry -> isOf(entry, artifactType));
  }

  private boolean usesTags() {
    return switch (client.settings().referrers()) {
      case TAG -> true;
      case API -> false;
      case AUTO -> client.refuses(UnsupportedFeature.REFERRERS);
    };
  }

  /** The answer of the API; empty when there is none, which means the tag schema. */
  private Optional<Stream<Descriptor>> ask(Digest subject, @Nullable MediaType artifactType)
      throws IOException {
    RegistryRequest request =
        client
            .read(
                "GET",
                artifactType == null
                    ? client.urls().referrers(subject)
                    : client.urls().referrers(subject, artifactType),
                "listing referrers of " + subject + " in " + client.repository())
            .with("Accept", MediaType.OCI_INDEX.value());
    TransportResponse answer;
    try {
      answer = client.send(request, 200);
    } catch (OrasException e) {
      if (client.settings().referrers() == ReferrersMode.API || !lacksApi(e)) {
        throw e;
      }
      if (FailureClassifier.of(e).filter(said -> !said.errors().isEmpty()).isEmpty()) {
        // A registry that names what it does not know, as a repository, may have the API.
        client.refused(UnsupportedFeature.REFERRERS);
      }
      return Optional.empty();
    }
    try (Handover<TransportResponse> open = Handover.of(answer)) {
      if (ManifestTypes.ofHeader(answer.headers()).filter(MediaType.OCI_INDEX::equals).isEmpty()
          && client.settings().referrers() == ReferrersMode.AUTO) {
        client.refused(UnsupportedFeature.REFERRERS);
        return Optional.empty();
      }
      return Optional.of(
          PagedList.from(
              client.registry(),
              request,
              open.release(),
              (body, headers) -> entries(body, headers, artifactType)));
    }
  }

  private static boolean lacksApi(OrasException e) {
    return switch (FailureClassifier.status(e)) {
      case 404, 405, 406 -> true;
      case 400 -> !FailureClassifier.has(e, "DIGEST_INVALID");
      // Harbor before 2.8 has no more to say about an endpoint that it does not know.
      case 401 -> e instanceof AuthenticationException denied && denied.challenge().isEmpty();
      default -> FailureClassifier.has(e, "UNSUPPORTED");
    };
  }

  private static PagedList.Page<Descriptor> entries(
      byte[] body, Headers headers, @Nullable MediaType artifactType)
      throws OrasException, InvalidJsonException {
    JsonFields index = JsonFields.of(JsonDocument.parseObject(body, "list of referrers"));
    PagedList.Page<Descriptor> all =
        PagedList.Page.of(DescriptorJson.readEntries(index, "manifests"));
    return isFiltered(headers, index) ? all : all.filter(entry -> isOf(entry, artifactType));
  }

  private static boolean isFiltered(Headers headers, JsonFields index)
      throws OrasException, InvalidJsonException {
    String annotation = index.stringMap("annotations").getOrDefault(FILTERS_ANNOTATION, "");
    return Stream.of(
            HeaderReader.of(headers, "OCI-Filters-Applied"), HeaderReader.of(List.of(annotation)))
        .flatMap(reader -> reader.elements().stream())
        .anyMatch(filter -> filter.value().equals(FILTER));
  }

  private static boolean isOf(Descriptor entry, @Nullable MediaType artifactType) {
    return artifactType == null || artifactType.equals(entry.artifactType());
  }

  /**
   * Sees to it that a manifest that was pushed is listed, if it has a subject.
   *
   * @param answer to the push
   */
  public void pushed(RawManifest manifest, Headers answer) throws IOException {
    Descriptor subject = subject(manifest);
    ReferrersMode setting = client.settings().referrers();
    if (subject == null || setting == ReferrersMode.API) {
      return;
    }
    if (setting == ReferrersMode.AUTO && answer.first("OCI-Subject").isPresent()) {
      client.offered(UnsupportedFeature.REFERRERS);
      return;
    }
    Manifest view = manifest.view().orElseThrow();
    Descriptor entry =
        manifest
            .descriptor()
            .plain()
            .withArtifactType(view.effectiveArtifactType().orElse(null))
            .withAnnotations(view.annotations());
    change(subject, new ReferrersChange(entry.digest(), entry), "pushed");
  }

  private void change(Descriptor subject, ReferrersChange change, String done) throws IOException {
    try {
      schema.update(subject.digest(), change);
    } catch (OrasException e) {
      throw e.with(
          ErrorContext.doing(
              "updating the list of referrers of "
                  + subject.digest()
                  + "; the manifest itself is "
                  + done));
    }
  }

  private static @Nullable Descriptor subject(RawManifest manifest) {
    return manifest.view().map(Manifest::subject).orElse(null);
  }

  /** The subject whose list, at a tag, this manifest has to leave when it is deleted, or null. */
  public @Nullable Descriptor listedUnder(Digest digest) throws IOException {
    if (client.settings().referrers() == ReferrersMode.API) {
      return null;
    }
    Descriptor subject;
    try {
      subject = subject(manifests.get(digest.toString()));
    } catch (InvalidManifestException e) {
      return null; // Nobody can tell its subject, and it can be deleted all the same.
    }
    if (subject == null || usesTags()) {
      return subject;
    }
    Optional<Stream<Descriptor>> api = ask(subject.digest(), null);
    api.ifPresent(Stream::close);
    return api.isPresent() ? null : subject;
  }

  /** Takes a manifest that was deleted out of the list of its subject. */
  public void deleted(Digest digest, Descriptor subject) throws IOException {
    change(subject, new ReferrersChange(digest, null), "deleted");
  }
}
