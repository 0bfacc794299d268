package io.oras.api.content;

/**
 * A place that artifacts can be copied to and from.
 *
 * <pre>{@code
 * final class MapStore implements Target {
 *   private final Map<Digest, byte[]> content = new ConcurrentHashMap<>();
 *   private final Map<String, Descriptor> names = new ConcurrentHashMap<>();
 *
 *   @Override
 *   public void push(Descriptor expected, ContentSource source) throws IOException {
 *     try (InputStream in = VerifyingInputStream.of(source.open(), expected)) {
 *       content.put(expected.digest(), in.readAllBytes());
 *     }
 *     names.put(expected.digest().toString(), expected.plain());
 *   }
 *
 *   @Override
 *   public InputStream fetch(Descriptor descriptor) throws IOException {
 *     byte[] bytes = content.get(descriptor.digest());
 *     if (bytes == null) {
 *       throw new NotFoundException(descriptor.digest() + " does not exist");
 *     }
 *     return VerifyingInputStream.of(new ByteArrayInputStream(bytes), descriptor);
 *   }
 *
 *   @Override
 *   public boolean exists(Descriptor descriptor) {
 *     return content.containsKey(descriptor.digest());
 *   }
 *
 *   @Override
 *   public Descriptor resolve(String tagOrDigest) throws IOException {
 *     Descriptor found = names.get(tagOrDigest);
 *     if (found == null) {
 *       throw new NotFoundException(tagOrDigest + " does not exist");
 *     }
 *     return found;
 *   }
 *
 *   @Override
 *   public void tag(Descriptor manifest, String tag) throws IOException {
 *     names.put(tag, resolve(manifest.digest().toString()));
 *   }
 * }
 * }</pre>
 *
 * <p>{@link #capability} finds the optional ports of a target, besides those of a {@link
 * ReadOnlyTarget}: {@link ReferencePusher}, {@link Mounter}, {@link StreamPusher}, {@link
 * Untagger}, {@link Deleter} and {@link GarbageCollector}.
 */
public interface Target extends ReadOnlyTarget, Pusher, Tagger {}
