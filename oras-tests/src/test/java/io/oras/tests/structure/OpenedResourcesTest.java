package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;

/** Whoever opens a resource closes it or hands it over, whatever fails in between. */
class OpenedResourcesTest {
  private static final List<String> MODULES =
      List.of(
          "oras-api",
          "oras-auth-spi",
          "oras-core",
          "oras-transport-jdk",
          "oras-auth-docker",
          "extensions/oras-archive-commons",
          "extensions/oras-registries",
          "extensions/oras-trust",
          "tools/oras-cli");

  private static final String REPOSITORY =
      "a repository of a registry holds nothing: its client is shared";

  /** Each expression that the search cannot judge, and who owns the resource. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("MirroredRepository.java: opener.direct()", REPOSITORY),
          Map.entry(
              "RegistryClients.java: context.providers().transport(settings.transport().name()).create(network)",
              "nothing after it can fail"),
          Map.entry(
              "RegistryRoutes.java: connector.open(name, first, access, operation)", REPOSITORY),
          Map.entry("RegistryRoutes.java: direct(null, name, access, operation)", REPOSITORY),
          Map.entry(
              "RegistryRoutes.java: mirrored(name, name.toString(), candidates, operation)",
              REPOSITORY),
          Map.entry("RegistryRoutes.java: mirrored(null, name, candidates, operation)", REPOSITORY),
          Map.entry(
              "RepositoryCall.java: guarded(target)", "a view of a target that the opener closes"),
          Map.entry(
              "Compressions.java: ContentStream.of(packed, source)",
              "the caller's stream, which the caller closes if this fails"),
          Map.entry(
              "StateLock.java: lock(folder, \"referrers-\" + stripe + \".lock\", sleeper)",
              "the next statement is in the try that closes it"),
          Map.entry("BlobUpload.java: chunks.rest()", "the caller's stream, which push closes"),
          Map.entry("CheckedSource.java: origin()", "the target below, which the operation closes"),
          Map.entry(
              "CopyReach.java: CheckedSource.unchecked(source)",
              "the source, which the operation closes"),
          Map.entry(
              "ManifestFetchConfigCommand.java: repository.with((o)->o.uncheckedContent(true))",
              "the same repository, in the head of a try"),
          Map.entry(
              "Repository.java: guarded(operation, target)",
              "a view of a target that the opener closes"),
          Map.entry(
              "TargetOpener.java: writable(target)", "a view of a target that the opener releases"),
          Map.entry(
              "ContentCache.java: open.fetch(content)",
              "the stream around it is made without a step that can fail"),
          Map.entry(
              "TlsSockets.java: context.getSocketFactory().createSocket(plain, host, port, true)",
              "a layer over a socket that the caller closes"),
          Map.entry(
              "RequestMeter.java: ContentStream.of(body.stream(), (b,off,n)->sent.addAndGet(n))",
              "the caller's stream"),
          Map.entry(
              "LayerReader.java: new FolderPacker(false).pack(folder, name, type, Compressions.of(type, compressions))",
              "its file is one of the packed source's temporary files"),
          Map.entry(
              "RegistryClient.java: send(request, 200)", "the next round of the loop closes it"),
          Map.entry(
              "RepositoryCall.java: uploading(target)",
              "a view of the target that the opener closes"),
          Map.entry(
              "RestoredFiles.java: unpacker.get().unpack(named, title, in, parent)",
              "the staged folder closes it, also if it is not accepted"),
          Map.entry(
              "TracingTransport.java: MinimumRate.of(response, clock)",
              "a view of a response that a handover owns"));

  /** Forms of expressions: what loses a resource, and what does not. */
  private static final String FORMS =
      """
      package io.oras.core.usecase;

      import io.oras.api.model.Descriptor;
      import io.oras.core.registry.RemoteRepository;
      import io.oras.core.stream.Handover;
      import java.io.*;
      import java.nio.file.*;
      import java.util.zip.GZIPInputStream;

      class Forms {
        RemoteRepository origin;
        ContentCache cache;
        InputStream kept;

        InputStream argument(Descriptor lost1) throws IOException {
          return cache.keeping(lost1, origin.fetch(lost1));
        }

        int statement(Descriptor lost2) throws IOException {
          return origin.fetch(lost2).read();
        }

        InputStream variable(Descriptor lost3, Path path) throws IOException {
          InputStream in = origin.fetch(lost3);
          Files.size(path);
          return in;
        }

        InputStream constructor(Path lost4) throws IOException {
          return new GZIPInputStream(Files.newInputStream(lost4));
        }

        void passedOn(Descriptor lost5) throws IOException {
          readLate(origin.fetch(lost5));
        }

        void readLate(InputStream in) throws IOException {
          Files.createTempFile("a", "b");
          try (in) {
            in.read();
          }
        }

        InputStream handedOver(Descriptor right) throws IOException {
          return Handover.of(origin.fetch(right)).to(in -> cache.keeping(right, in));
        }

        void used(Descriptor right) throws IOException {
          try (InputStream in = new BufferedInputStream(origin.fetch(right))) {
            in.read();
          }
          InputStream next = origin.fetch(right);
          long size = right.size();
          try (next) {
            next.skip(size);
          }
          kept = origin.fetch(right);
          readAtOnce(origin.fetch(right));
        }

        void readAtOnce(InputStream in) throws IOException {
          try (in) {
            in.read();
          }
        }
      }
      """;

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(URI.create("memory:///" + name), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return text;
      }
    };
  }

  @Test
  void everyResourceHasAnOwnerWhateverFailsNext() {
    Set<String> found =
        OpenedResources.withoutOwner(MODULES, source("io/oras/core/usecase/Forms.java", FORMS));
    Set<String> expected = new TreeSet<>(REASONS.keySet());
    expected.addAll(
        Set.of(
            "Forms.java: origin.fetch(lost1)",
            "Forms.java: origin.fetch(lost2)",
            "Forms.java: origin.fetch(lost3)",
            "Forms.java: Files.newInputStream(lost4)",
            "Forms.java: origin.fetch(lost5)"));
    assertEquals(
        expected.stream().collect(Collectors.joining("\n")),
        found.stream().collect(Collectors.joining("\n")),
        "hand it over (io.oras.core.stream.Handover) or open it in the head of a try");
  }
}
