package com.example.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReferrerLister;
import io.oras.api.content.TagLister;
import io.oras.api.content.Target;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import io.oras.core.document.OciJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Artifacts on a shared drive: a file for each blob and manifest, a file for the descriptor of each
 * manifest, and a file for each tag.
 */
public final class DriveStore implements Target, TagLister, ReferrerLister {
  private final Path content;
  private final Path manifests;
  private final Path tags;
  private final Path incoming;

  public DriveStore(Path folder) throws IOException {
    content = Files.createDirectories(folder.resolve("content"));
    manifests = Files.createDirectories(folder.resolve("manifests"));
    tags = Files.createDirectories(folder.resolve("tags"));
    incoming = Files.createDirectories(folder.resolve("incoming"));
  }

  private static Path file(Path folder, Digest digest) {
    return folder.resolve(digest.algorithm() + "-" + digest.encoded());
  }

  @Override
  public void push(Descriptor expected, ContentSource source) throws IOException {
    if (expected.mediaType().isManifest()) {
      pushManifest(expected, source);
      return;
    }
    try (InputStream in = VerifyingInputStream.of(source.open(), expected)) {
      write(file(content, expected.digest()), in);
    }
  }

  @Override
  public void pushManifest(Descriptor expected, ContentSource source) throws IOException {
    byte[] bytes;
    try (InputStream in = VerifyingInputStream.of(source.open(), expected)) {
      bytes = in.readAllBytes();
    }
    RawManifest manifest = OciJson.parseManifest(bytes, expected.mediaType());
    write(file(content, expected.digest()), bytes);
    Descriptor found = expected.plain().withAnnotations(manifest.annotations());
    write(
        file(manifests, expected.digest()),
        OciJson.toJson(manifest.artifactType().map(found::withArtifactType).orElse(found))
            .getBytes(UTF_8));
  }

  private void write(Path file, byte[] bytes) throws IOException {
    write(file, new ByteArrayInputStream(bytes));
  }

  /** Other threads and programs see the whole file or none, and no temporary file in a list. */
  private void write(Path file, InputStream in) throws IOException {
    Path temporary = Files.createTempFile(incoming, "", "");
    try {
      Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public boolean exists(Descriptor descriptor) {
    return Files.exists(file(content, descriptor.digest()));
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    try {
      return VerifyingInputStream.of(
          Files.newInputStream(file(content, descriptor.digest())), descriptor);
    } catch (NoSuchFileException e) {
      throw new NotFoundException(descriptor.digest() + " is not on the drive");
    }
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    boolean isDigest = reference.indexOf(':') >= 0;
    try {
      Digest digest =
          Digest.parse(
              isDigest
                  ? reference
                  : Files.readString(tags.resolve(Reference.requireTag(reference))));
      return OciJson.parseDescriptor(Files.readString(file(manifests, digest))).plain();
    } catch (NoSuchFileException e) {
      throw new NotFoundException(reference + " is not on the drive");
    }
  }

  @Override
  public void tag(Descriptor descriptor, String tag) throws IOException {
    resolve(descriptor.digest().toString());
    write(tags.resolve(Reference.requireTag(tag)), descriptor.digest().toString().getBytes(UTF_8));
  }

  @Override
  public Stream<String> tags(Optional<String> after) throws IOException {
    try (Stream<Path> files = Files.list(tags)) {
      List<String> all = files.map(file -> file.getFileName().toString()).sorted().toList();
      return all.stream().filter(tag -> after.isEmpty() || tag.compareTo(after.get()) > 0);
    }
  }

  @Override
  public Stream<Descriptor> referrers(Descriptor subject, Optional<MediaType> artifactType)
      throws IOException {
    List<Descriptor> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(manifests)) {
      for (Path file : files.sorted().toList()) {
        Descriptor manifest = OciJson.parseDescriptor(Files.readString(file));
        if (artifactType.isEmpty() || artifactType.get().equals(manifest.artifactType())) {
          byte[] bytes = Files.readAllBytes(file(content, manifest.digest()));
          OciJson.parseManifest(bytes, manifest.mediaType())
              .view()
              .map(Manifest::subject)
              .filter(its -> its.digest().equals(subject.digest()))
              .ifPresent(its -> found.add(manifest));
        }
      }
    }
    return found.stream();
  }

  @Override
  public String toString() {
    return "the drive " + content.getParent();
  }
}
