package com.example.adapters;

import io.oras.api.content.ContentSource;
import io.oras.api.content.TagLister;
import io.oras.api.content.Target;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.StoreContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Content in a map. */
public class MapStore implements Target, TagLister {
  protected final Map<String, Entry> entries = new ConcurrentHashMap<>();
  protected final ConcurrentSkipListMap<String, Descriptor> tags = new ConcurrentSkipListMap<>();
  protected final StoreContext context;

  /** What is kept under a digest. */
  protected record Entry(Descriptor descriptor, ContentSource content) {}

  /** An empty store. */
  public MapStore(StoreContext context) {
    this.context = context;
  }

  /** Keeps the bytes, whatever they are. */
  protected final void keep(Descriptor descriptor, byte[] bytes) {
    entries.put(
        descriptor.digest().toString(),
        new Entry(descriptor.plain(), ContentSource.ofBytes(bytes)));
  }

  @Override
  public void push(Descriptor expected, ContentSource content) throws IOException {
    UnsupportedDigestException.requireKnown(expected.digest());
    byte[] bytes;
    try (InputStream in = VerifyingInputStream.of(content.open(), expected)) {
      bytes = in.readAllBytes();
    }
    if (expected.mediaType().isManifest()) {
      context.codec().read(expected, bytes);
    }
    keep(expected, bytes);
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    ContentSource content = entry(descriptor.digest().toString()).content();
    return VerifyingInputStream.of(content.open(), descriptor);
  }

  @Override
  public boolean exists(Descriptor descriptor) {
    return entries.containsKey(descriptor.digest().toString());
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    Descriptor tagged = tags.get(reference);
    return tagged != null ? tagged : entry(reference).descriptor();
  }

  private Entry entry(String digest) throws IOException {
    Entry entry = entries.get(digest);
    if (entry == null) {
      throw new NotFoundException("nothing under " + digest);
    }
    return entry;
  }

  @Override
  public void tag(Descriptor descriptor, String tag) throws IOException {
    tags.put(tag, entry(descriptor.digest().toString()).descriptor());
  }

  @Override
  public Stream<String> tags(Optional<String> after) {
    return after.map(tag -> tags.tailMap(tag, false)).orElse(tags).keySet().stream();
  }
}
