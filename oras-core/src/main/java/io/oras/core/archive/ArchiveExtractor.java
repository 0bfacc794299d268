package io.oras.core.archive;

import io.oras.api.error.ArchiveException;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveReader;
import io.oras.core.context.OperationBudget;
import io.oras.core.filesystem.PathRules;
import io.oras.core.filesystem.SafePaths;
import io.oras.core.filesystem.Utf8FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Writes the entries of one archive into an empty folder, or refuses them. */
final class ArchiveExtractor {
  private static final int BUFFER = 256 << 10;
  private static final int PERMISSION_BITS = 0777;

  private final StagedFolder staged;
  private final SafePaths paths;
  private final EntryPrefix prefix;
  private final UnpackPermissions permissions;
  private final OperationBudget.ArchiveBudget budget;
  private final byte[] buffer = new byte[BUFFER];

  ArchiveExtractor(
      StagedFolder staged,
      String title,
      boolean preservePermissions,
      OperationBudget.ArchiveBudget budget)
      throws IOException {
    this.staged = staged;
    this.permissions = UnpackPermissions.in(staged.path(), preservePermissions);
    this.paths = SafePaths.ofEntries(staged.path(), budget::entry);
    this.prefix = new EntryPrefix(title);
    this.budget = budget;
    // Until an entry says otherwise.
    staged.attributes(staged.path(), permissions.ofFolder(UnpackPermissions.FOLDER), Instant.EPOCH);
  }

  void run(ArchiveReader reader) throws IOException {
    for (Optional<ArchiveEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
      budget.entry();
      ArchiveEntry entry = next.get();
      String name = prefix.strip(entry.name());
      if (entry.type() != ArchiveEntry.Type.FILE) {
        passOver(reader.content());
      }
      if (!name.isEmpty()) {
        extract(entry, name, reader);
      } else if (entry.type() == ArchiveEntry.Type.DIRECTORY) {
        attributes(staged.path(), entry);
      } else {
        throw refused(entry, "replaces the whole folder and is not a folder");
      }
    }
  }

  private void extract(ArchiveEntry entry, String name, ArchiveReader reader) throws IOException {
    Path path = paths.prepare(name);
    staged.entry(name);
    switch (entry.type()) {
      case FILE -> {
        removeEarlier(path, entry);
        write(path, entry, reader.content());
      }
      case DIRECTORY -> {
        if (!SafePaths.isFolder(path)) {
          removeEarlier(path, entry);
          Files.createDirectory(path);
        }
        attributes(path, entry);
      }
      case SYMLINK -> symbolicLink(path, name, entry);
      case HARDLINK -> hardLink(path, entry);
      case SPECIAL -> throw refused(entry, "is a device, a pipe or a socket");
    }
  }

  /** Counts the unused content of a link, because reading the content costs time. */
  private void passOver(InputStream content) throws IOException {
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      budget.content(n);
    }
  }

  private void attributes(Path folder, ArchiveEntry entry) {
    staged.attributes(
        folder, permissions.ofFolder(entry.mode() & PERMISSION_BITS), entry.modified());
  }

  /**
   * Removes an earlier entry of the same name (image-spec v1.1.1, layer.md), so that no link is
   * written through.
   */
  private void removeEarlier(Path path, ArchiveEntry entry) throws IOException {
    try {
      if (Files.deleteIfExists(path)) {
        paths.forget();
      }
    } catch (DirectoryNotEmptyException e) {
      throw refused(entry, "replaces a folder that is not empty");
    }
  }

  private void write(Path path, ArchiveEntry entry, InputStream content) throws IOException {
    int mode = entry.mode() & PERMISSION_BITS;
    long count = 0;
    // A new file: neither a link nor what another name shares is opened.
    try (WritableByteChannel file =
        Files.newByteChannel(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions.forNewFile(mode))) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        budget.content(n);
        count += n;
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
    }
    if (count != entry.size()) {
      throw refused(entry, "has %s bytes, but its header says %s".formatted(count, entry.size()));
    }
    permissions.complete(path, mode);
    if (!entry.modified().equals(Instant.EPOCH)) {
      Files.setLastModifiedTime(path, FileTime.from(entry.modified()));
    }
  }

  private void symbolicLink(Path path, String name, ArchiveEntry entry) throws IOException {
    String target = entry.linkTarget() == null ? "" : entry.linkTarget();
    String problem = LinkRules.problem(target, PathRules.parts(name).size() - 1);
    if (problem != null) {
      throw refused(entry, "is a link to '" + target + "', which " + problem);
    }
    removeEarlier(path, entry);
    try {
      Files.createSymbolicLink(path, Utf8FileNames.relative(path, target));
    } catch (UnsupportedOperationException e) {
      throw new ArchiveException(
          "the entry '" + entry.name() + "' is a link, and the file system cannot create links", e);
    }
  }

  /** The target is named like an entry, from the archive's root (CVE-2026-50163). */
  private void hardLink(Path path, ArchiveEntry entry) throws IOException {
    String target = entry.linkTarget() == null ? "" : entry.linkTarget();
    Path existing = paths.resolve(prefix.strip(target));
    if (!Files.isRegularFile(existing, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(
          entry,
          "is a hard link to '" + target + "', which is not a file that was unpacked before");
    }
    if (!existing.equals(path)) {
      removeEarlier(path, entry);
      Files.createLink(path, existing);
    }
  }

  private static ArchiveException refused(ArchiveEntry entry, String problem) {
    return new ArchiveException(
        "the entry '%s' %s, so nothing of the archive is unpacked"
            .formatted(entry.name(), problem));
  }
}
