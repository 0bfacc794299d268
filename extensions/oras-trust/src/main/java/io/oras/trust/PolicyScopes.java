package io.oras.trust;

import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.api.reference.StoreReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The scopes of a policy that may decide about a name, the narrowest first.
 *
 * @param transport of the policy; empty if no policy applies
 */
record PolicyScopes(String transport, List<String> scopes) {
  static PolicyScopes of(ArtifactName name) {
    if (name instanceof Reference reference) {
      return new PolicyScopes("docker", docker(reference));
    }
    StoreReference store = (StoreReference) name;
    String scheme = store.store().getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "oci-layout" -> new PolicyScopes("oci", folders(store));
      case "oci-archive" -> new PolicyScopes("oci-archive", folders(store));
      case "files", "memory" -> new PolicyScopes("", List.of());
      default -> new PolicyScopes(scheme, List.of(store.store().toString(), ""));
    };
  }

  /** A tag beside a digest says nothing. */
  private static List<String> docker(Reference reference) {
    String repository = SignedIdentity.canonical(reference.repository());
    List<String> scopes = new ArrayList<>();
    reference
        .digest()
        .map(digest -> "@" + digest)
        .or(() -> reference.tag().map(tag -> ":" + tag))
        .ifPresent(version -> scopes.add(repository + version));
    for (String scope = repository; ; scope = scope.substring(0, scope.lastIndexOf('/'))) {
      scopes.add(scope);
      if (scope.indexOf('/') < 0) {
        break;
      }
    }
    String authority = repository.substring(0, repository.indexOf('/'));
    String host = authority.startsWith("[") ? authority : authority.replaceFirst(":\\d+$", "");
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      scopes.add("*" + host.substring(dot));
    }
    scopes.add("");
    return scopes;
  }

  private static List<String> folders(StoreReference store) {
    List<String> scopes = new ArrayList<>();
    Path path = resolved(StoreReference.path(store.store()));
    for (Path each = path; each != null && each.getNameCount() > 0; each = each.getParent()) {
      scopes.add(each.toString());
    }
    scopes.add("");
    return scopes;
  }

  private static Path resolved(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** Fails if the scope can never be that of a name. */
  static void check(String transport, JsonNode scopes, String scope)
      throws InvalidDocumentException {
    boolean folder =
        transport.equals("oci") || transport.equals("oci-archive") || transport.equals("dir");
    if (!folder || scope.isEmpty()) {
      return;
    }
    Path path = SmallFile.path(scope, scopes.key());
    boolean clean = path.normalize().toString().equals(scope);
    if (!path.isAbsolute() || !clean || path.getNameCount() == 0) {
      throw new InvalidDocumentException(
          scopes.key() + "." + scope, "is not the absolute, normalized path of a folder");
    }
  }
}
