package io.oras.tests.registry;

import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.reference.Reference;
import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.Repositories;
import io.oras.tests.registry.storage.Repository;
import io.oras.tests.registry.storage.StoredManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /v2/<name>/manifests/<tag or digest>} (distribution-spec v1.1.1). */
final class Manifests implements Resource {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

  private static final Pattern DIGEST_TAG = Pattern.compile("sha256-[0-9a-f]{64}");

  private final Repositories repositories;
  private final RegistryOptions settings;

  Manifests(Repositories repositories, RegistryOptions settings) {
    this.repositories = repositories;
    this.settings = settings;
  }

  @Override
  public ServerResponse serve(ServerRequest call, String repository, String reference)
      throws IOException, RegistryProblem {
    return switch (call.method()) {
      case "GET", "HEAD" ->
          ServerResponse.of(
              find(repositories.require(repository), reference)
                  .orElseThrow(() -> unknown(repository, reference)));
      case "PUT" -> put(call, repository, reference);
      case "DELETE" -> delete(repository, reference);
      default -> throw RegistryProblem.methodNotAllowed(call.method());
    };
  }

  private Optional<StoredManifest> find(Repository repository, String reference)
      throws IOException, RegistryProblem {
    Optional<StoredManifest> found = repository.manifest(reference);
    return found.isEmpty()
            && settings.has(RegistryQuirk.DIGEST_TAGS)
            && DIGEST_TAG.matcher(reference).matches()
        ? repository.manifest(reference.replace('-', ':'))
        : found;
  }

  private static RegistryProblem unknown(String repository, String reference) {
    return new RegistryProblem(
        404, "MANIFEST_UNKNOWN", "no manifest '" + reference + "' in '" + repository + "'");
  }

  private ServerResponse put(ServerRequest call, String repository, String reference)
      throws IOException, RegistryProblem {
    settings.requireWrites();
    boolean byDigest = reference.indexOf(':') >= 0;
    List<String> tags = new ArrayList<>(byDigest ? call.parameters("tag") : List.of(reference));
    for (String tag : tags) {
      if (!Reference.isTag(tag)) {
        throw RegistryProblem.manifestInvalid("'" + tag + "' is no tag");
      }
    }
    byte[] bytes = body(call);
    Digest digest = byDigest ? StoredManifest.digest(reference) : Digest.of(bytes);
    Digest actual = Digest.of(DigestAlgorithm.find(digest.algorithm()).orElseThrow(), bytes);
    if (!actual.equals(digest)) {
      throw RegistryProblem.digestInvalid("the bytes are " + actual + ", not " + digest);
    }
    StoredManifest manifest = settings.read(digest, contentType(call), bytes);
    if (settings.has(RegistryQuirk.MEDIA_TYPE_REQUIRED)
        && !manifest.json().containsKey("mediaType")) {
      throw new RegistryProblem(400, "UNSUPPORTED", "Invalid JSON syntax");
    }
    checkReferences(repository, manifest);
    repositories.create(repository).addManifest(manifest, tags);
    return created(repository, manifest, byDigest ? tags : List.of());
  }

  private byte[] body(ServerRequest call) throws IOException, RegistryProblem {
    int limit = settings.manifestLimit();
    boolean tooLong = settings.length(call).orElse(0) > limit;
    byte[] bytes = tooLong ? new byte[0] : call.body().readNBytes(limit + 1);
    if (tooLong || bytes.length > limit) {
      throw new RegistryProblem(413, "SIZE_INVALID", "a manifest has at most " + limit + " bytes");
    }
    return bytes;
  }

  private String contentType(ServerRequest call) throws RegistryProblem {
    String type = call.header("Content-Type").orElse("");
    if (!settings.has(RegistryQuirk.ANY_MANIFEST) && !MEDIA_TYPE.matcher(type).matches()) {
      throw RegistryProblem.manifestInvalid(
          "the Content-Type of a manifest is its media type without parameters, got '"
              + type
              + "'");
    }
    return type;
  }

  private void checkReferences(String repository, StoredManifest manifest)
      throws IOException, RegistryProblem {
    if (settings.has(RegistryQuirk.MISSING_REFERENCES)
        || settings.has(RegistryQuirk.ANY_MANIFEST)) {
      return;
    }
    Repository there = repositories.orNothing(repository);
    for (Digest blob : manifest.blobs()) {
      if (there.blob(blob).isEmpty()) {
        throw new RegistryProblem(400, "MANIFEST_BLOB_UNKNOWN", "no blob " + blob);
      }
    }
    for (Digest child : manifest.children()) {
      if (there.manifest(child).isEmpty()) {
        throw new RegistryProblem(400, "MANIFEST_BLOB_UNKNOWN", "no manifest " + child);
      }
    }
  }

  private ServerResponse created(String repository, StoredManifest manifest, List<String> tags) {
    ServerResponse answer =
        ServerResponse.of(201)
            .with("Location", "/v2/" + repository + "/manifests/" + manifest.digest())
            .with("Docker-Content-Digest", manifest.digest().toString());
    if (!tags.isEmpty()) {
      answer = answer.with("OCI-Tag", String.join(", ", tags));
    }
    return settings.hasSubject(manifest)
        ? answer.with("OCI-Subject", manifest.subject().get().toString())
        : answer;
  }

  private ServerResponse delete(String repository, String reference)
      throws IOException, RegistryProblem {
    settings.requireDeletes();
    Repository target = repositories.require(repository);
    boolean deleted =
        reference.indexOf(':') >= 0
            ? target.deleteManifest(StoredManifest.digest(reference))
            : target.untag(reference);
    if (!deleted) {
      throw unknown(repository, reference);
    }
    return ServerResponse.of(202);
  }
}
