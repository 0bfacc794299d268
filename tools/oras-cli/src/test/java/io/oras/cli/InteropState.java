package io.oras.cli;

import io.oras.api.model.Digest;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What a command changed: files below a folder, and the content of registries. */
final class InteropState {
  private static final Pattern DIGEST = Pattern.compile("sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})");

  private InteropState() {}

  /** All that is below a folder: type, permissions and content by path. */
  static Map<String, String> files(InteropSide side) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Path root : List.of(side.folder, side.home)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.toList()) {
          String name =
              (root.equals(side.home) ? "HOME/" : "") + side.normalize("" + root.relativize(path));
          if (name.endsWith(".json.lock") && !side.locks) {
            continue;
          }
          if (Files.isSymbolicLink(path)) {
            files.put(name, "link " + Files.readSymbolicLink(path));
          } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            files.put(name, "folder " + mode(path));
          } else {
            files.put(name, "file " + mode(path) + " " + content(side, path));
          }
        }
      }
    }
    return files;
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String content(InteropSide side, Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    String name = path.getFileName().toString();
    if (name.endsWith(".tar") && !path.toString().contains("blobs")) {
      return tar(bytes);
    }
    return content(side, name, bytes);
  }

  private static String content(InteropSide side, String name, byte[] bytes) {
    if (name.equals("index.json")) {
      return index(bytes);
    }
    if (bytes.length > 4000) {
      return bytes.length + " bytes " + Digest.of(bytes);
    }
    return side.normalize(new String(bytes, StandardCharsets.UTF_8));
  }

  /** The other program writes the entries in a random order. */
  private static String index(byte[] bytes) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      JsonValue manifests = reader.readObject().get("manifests");
      if (manifests instanceof jakarta.json.JsonArray array && array.size() > 1) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int start = text.indexOf('[');
        return text.substring(0, start)
            + array.stream().map(JsonValue::toString).sorted().toList()
            + text.substring(text.lastIndexOf(']') + 1);
      }
    } catch (JsonException e) {
      // Compared as bytes.
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String tar(byte[] bytes) {
    Map<String, String> entries = new TreeMap<>();
    try (InputStream in = new ByteArrayInputStream(bytes);
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        byte[] content = tar.readAllBytes();
        entries.put(
            e.getName(),
            Integer.toOctalString(e.getMode())
                + " "
                + (e.getName().endsWith("index.json") ? index(content) : Digest.of(content)));
      }
    } catch (IOException e) {
      return "no tar: " + Digest.of(bytes);
    }
    return entries.toString();
  }

  /** The digests that requests to a registry named, before the given digests. */
  static Set<String> digests(List<InProcessRegistry> registries) {
    Set<String> digests = new LinkedHashSet<>();
    for (InProcessRegistry registry : registries) {
      for (LoggedRequest request : registry.requests()) {
        Matcher found =
            DIGEST.matcher(
                (request.path() + "?" + request.query()).replace("%3A", ":").replace("%3a", ":"));
        while (found.find()) {
          digests.add(found.group());
        }
      }
    }
    return digests;
  }

  /** Tags, and which of the digests there are, by registry and repository. */
  static Map<String, String> content(List<InProcessRegistry> registries, Set<String> digests) {
    Map<String, String> content = new TreeMap<>();
    for (int i = 0; i < registries.size(); i++) {
      InProcessRegistry registry = registries.get(i);
      for (String repository : registry.repositories()) {
        String name = (i + 1) + "/" + repository;
        for (String tag : registry.tags(repository)) {
          Digest digest = registry.tag(repository, tag).orElseThrow();
          content.put(name + ":" + tag, digest.toString());
          digests = with(digests, digest.toString());
        }
        for (String text : digests) {
          Digest digest = Digest.parse(text);
          registry.blob(repository, digest).ifPresent(b -> content.put(name + "@" + text, "blob"));
          registry
              .manifest(repository, digest)
              .ifPresent(
                  m ->
                      content.put(
                          name + "@" + text, "manifest " + new String(m, StandardCharsets.UTF_8)));
        }
      }
    }
    return content;
  }

  private static Set<String> with(Set<String> set, String item) {
    Set<String> all = new LinkedHashSet<>(set);
    all.add(item);
    return all;
  }

  /** The entries that are new, changed or gone. */
  static Map<String, String> changes(Map<String, String> before, Map<String, String> after) {
    Map<String, String> changes = new TreeMap<>();
    after.forEach(
        (name, value) -> {
          if (!value.equals(before.get(name))) {
            changes.put(name, value);
          }
        });
    before
        .keySet()
        .forEach(
            name -> {
              if (!after.containsKey(name)) {
                changes.put(name, "gone");
              }
            });
    return changes;
  }
}
