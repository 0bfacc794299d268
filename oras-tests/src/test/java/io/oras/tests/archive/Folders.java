package io.oras.tests.archive;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.CompressionProvider;
import io.oras.api.spi.StoreContext;
import io.oras.core.context.OperationBudget;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.Limits;
import io.oras.core.store.files.FileStore;
import io.oras.core.store.files.FileStore.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Layers that are packed folders, and what they became on disk. */
final class Folders {
  private Folders() {}

  static ArchiveProvider tar() {
    return ServiceLoader.load(ArchiveProvider.class).findFirst().orElseThrow();
  }

  static CompressionProvider zstd() {
    return ServiceLoader.load(CompressionProvider.class).findFirst().orElseThrow();
  }

  static StoreContext context() {
    return new StoreContext() {
      @Override
      public ManifestCodec codec() {
        return new JsonManifestCodec();
      }

      @Override
      public ArchiveProvider archives(String format) {
        return tar();
      }

      @Override
      public CompressionProvider compression(String format) {
        return zstd();
      }
    };
  }

  static FileStore store(Path folder) throws IOException {
    return store(folder, ExistingFiles.REPLACE, Limits.defaults());
  }

  static FileStore store(Path folder, ExistingFiles existing, Limits limits) throws IOException {
    return new FileStore(
        folder, new Options(existing, false, true, false, new OperationBudget(limits)), context());
  }

  static Descriptor layer(String title, byte[] content) {
    return layer(title, MediaType.OCI_LAYER_GZIP, content);
  }

  static Descriptor layer(String title, MediaType type, byte[] content) {
    return Descriptor.of(type, content)
        .withAnnotations(Map.of(Annotations.TITLE, title, Annotations.CONTENT_UNPACK, "true"));
  }

  static void push(FileStore store, Descriptor layer, byte[] content) throws IOException {
    store.push(layer, ContentSource.ofBytes(content));
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  static byte[] gunzip(byte[] packed) throws IOException {
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return gzip.readAllBytes();
    }
  }

  static byte[] zstd(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream zstd = zstd().compress(packed)) {
      zstd.write(content);
    }
    return packed.toByteArray();
  }

  /** All that is below, by path: a file's text, a link's target, nothing for a folder. */
  static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String name = root.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
          tree.put(name, "-> " + Files.readSymbolicLink(path));
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          tree.put(name, Files.readString(path));
        } else {
          tree.put(name, "");
        }
      }
    }
    tree.remove("");
    return tree;
  }
}
