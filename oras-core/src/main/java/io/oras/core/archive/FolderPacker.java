package io.oras.core.archive;

import io.oras.api.content.ContentSource;
import io.oras.api.error.ArchiveException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.CompressionProvider;
import io.oras.core.filesystem.FileModes;
import io.oras.core.filesystem.FolderTree;
import io.oras.core.filesystem.PathRules;
import io.oras.core.filesystem.Utf8FileNames;
import io.oras.core.stream.Digests;
import io.oras.core.stream.Handover;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Packs a folder as the {@code oras} command does: the same tree gives the same tar.
 *
 * <p>Entries are named {@code name/…} and sorted by the bytes of their names, a folder before what
 * is in it. Owner, group and, unless they are asked for, times are 0. Links are packed as links and
 * not followed, hard links as the files that they are. One pass reads each file once.
 */
public final class FolderPacker {
  private static final InputStream NOTHING = InputStream.nullInputStream();

  private final boolean times;

  /**
   * Packs.
   *
   * @param times whether times of modification are kept, as the {@code oras} command does; without
   *     them the same files give the same digest whenever they were written
   */
  public FolderPacker(boolean times) {
    this.times = times;
  }

  /**
   * Packs into a temporary file.
   *
   * @param folder a link to a folder is followed
   * @param name the title that the layer will have: unpacking takes it off the entries
   * @return what the caller closes
   * @throws ArchiveException when something in the folder cannot be packed
   * @throws IOException when something cannot be read, or the file not written
   */
  public PackedFolder pack(
      Path folder, String name, MediaType mediaType, CompressionProvider compression)
      throws IOException {
    Path spool = Files.createTempFile("oras-", ".tar");
    AutoCloseable temporary = () -> Files.deleteIfExists(spool);
    return Handover.of(temporary)
        .to(
            file -> {
              return new PackedFolder(pack(folder, name, mediaType, compression, spool), spool);
            });
  }

  /** Returns the layer's descriptor, with the annotations that say how to unpack it; no title. */
  private Descriptor pack(
      Path folder, String name, MediaType mediaType, CompressionProvider compression, Path spool)
      throws IOException {
    DigestAlgorithm algorithm = DigestAlgorithm.SHA256;
    MessageDigest packedDigest = algorithm.newMessageDigest();
    MessageDigest tarDigest = algorithm.newMessageDigest();
    try (OutputStream out = Files.newOutputStream(spool);
        OutputStream packed = compression.compress(new DigestOutputStream(out, packedDigest));
        OutputStream tar = new DigestOutputStream(packed, tarDigest);
        TarWriter writer = new TarWriter(tar)) {
      Path root = folder.toRealPath();
      if (!Files.isDirectory(root)) {
        throw new ArchiveException(folder + " is not a folder, and cannot be packed as a folder");
      }
      add(root, normalized(name), writer);
    }
    return Descriptor.of(mediaType, Digests.finish(algorithm, packedDigest), Files.size(spool))
        .withAnnotations(
            Map.of(
                Annotations.CONTENT_DIGEST,
                Digests.finish(algorithm, tarDigest).toString(),
                Annotations.CONTENT_UNPACK,
                "true"));
  }

  private static String normalized(String name) {
    String joined = String.join("/", PathRules.parts(name));
    if (name.startsWith("/")) {
      return "/" + joined;
    }
    return joined.isEmpty() ? "." : joined;
  }

  private void add(Path file, String name, TarWriter writer) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new OperationCancelledException("interrupted while packing " + file);
    }
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    int mode = FileModes.of(file, attributes);
    Instant modified = times ? attributes.lastModifiedTime().toInstant() : Instant.EPOCH;
    if (attributes.isSymbolicLink()) {
      String target = Utf8FileNames.text(Files.readSymbolicLink(file));
      writer.add(
          new ArchiveEntry(name, ArchiveEntry.Type.SYMLINK, 0, mode, target, modified), NOTHING);
    } else if (attributes.isRegularFile()) {
      ArchiveEntry entry =
          new ArchiveEntry(name, ArchiveEntry.Type.FILE, attributes.size(), mode, null, modified);
      try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        writer.add(entry, content);
      }
    } else if (attributes.isDirectory()) {
      writer.add(
          new ArchiveEntry(name, ArchiveEntry.Type.DIRECTORY, 0, mode, null, modified), NOTHING);
      for (Map.Entry<String, Path> child : children(file).entrySet()) {
        String path = name.equals(".") ? child.getKey() : name + "/" + child.getKey();
        add(child.getValue(), path, writer);
      }
    } else {
      throw new ArchiveException(
          file
              + " is not a file, a folder or a link, and cannot be packed; remove it from the folder");
    }
  }

  /** Sorted as Go sorts names: by the bytes of their UTF-8. */
  private static Map<String, Path> children(Path folder) throws IOException {
    Map<String, Path> sorted = new TreeMap<>((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
    for (Path child : FolderTree.children(folder)) {
      sorted.put(Utf8FileNames.text(child.getFileName()), child);
    }
    return sorted;
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A folder that was packed into a temporary file, which is deleted when this is closed.
   *
   * @param descriptor of the layer, without a title
   * @param file holds exactly the layer's bytes
   */
  public record PackedFolder(Descriptor descriptor, Path file) implements AutoCloseable {
    /** The layer's bytes, again and again until this is closed. */
    public ContentSource content() {
      return ContentSource.ofFile(file);
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }
}
